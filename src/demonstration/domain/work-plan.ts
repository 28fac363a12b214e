import type { MeritKind } from '../../awards/domain/merit-kind.js';
import type { SubjectKind } from '../../honourees/domain/subject-kind.js';

/** A road of work.json: dossiers of one proposer for one award that start together and stop at different places. */
export interface RoadRow {
  /** The proposer: the first of these units that lives today. */
  units: string[];
  award: string;
  meritKind: MeritKind;
  kind: SubjectKind;
  /** Of the collectives, where the unit has too few; people and households get made-up names. */
  names?: string[];
  /** When the first is drafted, and how many days one stage takes. */
  startDaysAgo: number;
  paceDays: number;
  /** Where each stops: "DRAFT", "SUBMITTED 1", "RETURNED 2", "AWARDED" … */
  stops: string[];
}

const PHASES = ['SUBMITTED', 'RECEIVED', 'APPRAISED', 'ENDORSED'] as const;
/** Up to which phase a dossier goes before something else happens to it. */
const SIDE: Readonly<Record<string, (typeof PHASES)[number]>> = {
  WITHDRAWN: 'SUBMITTED',
  RETURNED: 'RECEIVED',
  SUSPENDED: 'RECEIVED',
  REJECTED: 'APPRAISED',
  VOTING: 'APPRAISED',
  DECIDING: 'ENDORSED',
  CHECKED: 'ENDORSED',
};

/** Where a dossier stops: after which stage, and what happens to it there. */
export interface Stop {
  /** -1 a draft, else step and phase counted through; Infinity: awarded. */
  stage: number;
  side: string | null;
}

/** The stage of a phase at a step (from 1). */
export function stageOf(phase: (typeof PHASES)[number], step: number): number {
  return (step - 1) * PHASES.length + PHASES.indexOf(phase);
}

/** Reads "RETURNED 2"; throws for what is none. */
export function stopOf(text: string): Stop {
  if (text === 'DRAFT') return { stage: -1, side: null };
  if (text === 'AWARDED') return { stage: Infinity, side: null };
  const [word = '', step = ''] = text.split(' ');
  const phase = PHASES.find((candidate) => candidate === word) ?? SIDE[word];
  if (!phase || !/^[1-9]$/.test(step)) throw new Error(`work.json: no stop "${text}"`);
  return { stage: stageOf(phase, Number(step)), side: SIDE[word] ? word : null };
}
