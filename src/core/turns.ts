/** Lets a few do heavy work at once and the others wait; more than can wait are refused. */
export class Turns {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  /** @param refuse makes the error of those for whom there is no place left to wait. */
  constructor(
    private readonly atOnce: number,
    private readonly mayWait: number,
    private readonly refuse: () => Error,
  ) {}

  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= this.atOnce) {
      if (this.waiting.length >= this.mayWait) throw this.refuse();
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    } else {
      this.running += 1;
    }
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }
}
