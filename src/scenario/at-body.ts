import type { Body } from './domain/bodies.js';
import type { Road } from './domain/roads.js';
import type { People } from './person.js';

/** The people of the province and its bodies by code. */
export interface Place {
  people: People;
  bodies: ReadonlyMap<string, Body>;
}

/** What a body works on: all that has come to it on one road. */
export interface AtBody extends Place {
  road: Road;
  body: Body;
  nominationIds: string[];
  /** How the keys of these acts begin. */
  key: string;
}

const REASON = 'Đã đối chiếu với hướng dẫn của tỉnh (kịch bản).';

/** A judgement that accepts each of these rules. */
export function accepted(codes: readonly string[]): object[] {
  return [...new Set(codes)].sort().map((ruleCode) => ({ ruleCode, accept: true, reason: REASON }));
}

/** A symbol as the body writes it: State with a slash first, Party with a hyphen. */
export function symbolOf({ line, symbol }: Body, number: number, type: string): string {
  return line === 'PARTY' ? `${number}-${type}/${symbol}` : `${number}/${type}-${symbol}`;
}
