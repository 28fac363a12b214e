/** Tells a person at the terminal what is being done: a line at each part, and at most one a second in between. */
export class Progress {
  private readonly began = performance.now();
  private part = '';
  private done = 0;
  private of = 0;
  private told = 0;

  constructor(private readonly write: (line: string) => void) {}

  /** Begins a part with so many things to do. */
  begin(part: string, of: number): void {
    [this.part, this.done, this.of] = [part, 0, of];
    this.tell();
  }

  /** So many of them are done. */
  add(count = 1): void {
    this.done += count;
    if (this.done >= this.of || performance.now() - this.told >= 1000) this.tell();
  }

  say(line: string): void {
    this.write(`[${((performance.now() - this.began) / 1000).toFixed(1).padStart(6)} s] ${line}`);
  }

  private tell(): void {
    this.told = performance.now();
    this.say(`${this.part}: ${this.done}/${this.of}`);
  }
}

const LANES = 6;

/** Works on all of them, a few at a time; stops at the first that fails. */
export async function inLanes<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const waiting = items.values();
  const lane = async (): Promise<void> => {
    for (const item of waiting) await work(item);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}
