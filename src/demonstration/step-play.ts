import type { RouteStep } from '../nominations/nomination.entity.js';
import type { Stop } from './domain/work-plan.js';

/** A dossier on its way, and where it is to stop. */
export interface Going {
  id: string;
  stop: Stop;
}

/** What a body does with those that reach it. */
export interface StepPlay {
  step: RouteStep;
  moving: readonly Going[];
  /** The number of the road: keeps symbols and minutes apart. */
  number: number;
  last: boolean;
  /** The name of what is asked for. */
  award: string;
  pass: () => void;
}
