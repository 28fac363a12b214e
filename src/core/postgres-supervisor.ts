import { setTimeout as sleep } from 'node:timers/promises';
import { within, type Postmaster, type ProcessExit } from './postmaster.js';
import { reasonOf } from './startup-error.js';

/** For backends to end by themselves. Elsewhere than on Linux we cannot find, hence not end, those that do not. */
const PATIENCE_MS = process.platform === 'linux' ? 200 : 10_000;
const MOST_RESTARTS_A_MINUTE = 5;

/** Keeps one PostgreSQL running: what it starts after an unexpected end is reached at the same place. */
export class PostgresSupervisor {
  /** When it has ended for good: stopped, or ended by itself and not to be restarted (any more). */
  readonly ended: Promise<ProcessExit>;
  private readonly stopping = new AbortController();
  private restarts: number[] = [];

  private constructor(
    private current: Postmaster,
    private readonly start: () => Promise<Postmaster>,
    private readonly restarting: boolean,
    private readonly log: (message: string) => void,
  ) {
    this.ended = this.watch();
  }

  /**
   * Starts for the first time; an error of this start is thrown, since only the caller can know what to do.
   * @param start one whole start, the clearing of what the last run left included.
   */
  static async begin(
    start: () => Promise<Postmaster>,
    restarting: boolean,
    log: (message: string) => void,
  ): Promise<PostgresSupervisor> {
    return new PostgresSupervisor(await start(), start, restarting, log);
  }

  /** Of the server that runs now. */
  get pid(): number {
    return this.current.pid;
  }

  /** Ends the server, a restart under way included; resolves when it and its backends have gone. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.current.stop();
    await this.ended;
    await within(5_000, this.current.gone);
  }

  private async watch(): Promise<ProcessExit> {
    for (;;) {
      const exit = await this.current.exited;
      if (this.stopping.signal.aborted || !this.restarting) return exit;
      this.log(`PostgreSQL dừng ngoài ý muốn (${exit.signal ?? `mã ${exit.code}`}), đang khởi động lại.`);
      // Backends without their postmaster still hold the shared memory; start() ends those that stay longer.
      await within(PATIENCE_MS, this.current.gone);
      if (!(await this.revive())) return exit;
    }
  }

  /** True when it runs again; false when stop() came first, or it has failed too often within a minute. */
  private async revive(): Promise<boolean> {
    while (await this.mayRestart()) {
      try {
        this.current = await this.start();
        this.log(`PostgreSQL chạy lại (tiến trình ${this.current.pid}).`);
        if (this.stopping.signal.aborted) await this.current.stop();
        return true;
      } catch (error) {
        this.log(reasonOf(error));
      }
    }
    return false;
  }

  /** Waits the longer the more restarts there were in the last minute: 0, 0.2, 0.4, 0.8, 1.6 s. */
  private async mayRestart(): Promise<boolean> {
    const now = performance.now();
    this.restarts = this.restarts.filter((at) => now - at < 60_000);
    const already = this.restarts.push(now) - 1;
    if (already >= MOST_RESTARTS_A_MINUTE) {
      this.log(`PostgreSQL dừng quá ${MOST_RESTARTS_A_MINUTE} lần trong một phút, không khởi động lại nữa.`);
      return false;
    }
    const signal = this.stopping.signal;
    await sleep(already === 0 ? 0 : 100 * 2 ** already, undefined, { signal }).catch(() => undefined);
    return !signal.aborted;
  }
}
