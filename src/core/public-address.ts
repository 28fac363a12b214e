import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from './config.token.js';
import type { Config } from './config.js';

/** Under which address people outside reach this service: PUBLIC_URL, else where it listens. */
@Injectable()
export class PublicAddress {
  private base: string | null;

  constructor(@Inject(CONFIG) config: Config) {
    this.base = config.publicUrl;
  }

  /** Said by the server once it listens, at a port that the system may have chosen. */
  listensAt(url: string): void {
    this.base ??= url;
  }

  /** The whole address of a path, e.g. of "/v/…". */
  of(path: string): string {
    if (this.base === null) throw new Error('No address before the server listens');
    return this.base + path;
  }
}
