import { Injectable } from '@nestjs/common';

/** Answers null when well, else a sentence that says what is wrong. Must not throw. */
export type HealthCheck = () => Promise<string | null> | string | null;

/** What has to be well before requests may come. Parts of the service add their checks. */
@Injectable()
export class Health {
  private readonly checks = new Map<string, HealthCheck>();

  add(name: string, check: HealthCheck): void {
    this.checks.set(name, check);
  }

  /** The names of what is not well, each with its reason; empty when ready. */
  async problems(): Promise<Record<string, string>> {
    const problems: Record<string, string> = {};
    for (const [name, check] of this.checks) {
      const problem = await check();
      if (problem) problems[name] = problem;
    }
    return problems;
  }
}
