import { readFile } from 'node:fs/promises';
import type { CivilDate } from '../core/civil-date.js';
import type { Campaign } from '../campaigns/campaign.entity.js';
import type { RoleCode } from '../core/permissions.js';
import type { EmulationModel, ModelGoal } from '../emulation-models/emulation-model.entity.js';
import type { SubjectKind } from '../honourees/domain/subject-kind.js';
import type { PlannedLife } from './domain/model-lives.js';
import type { LawCase, WhatIf } from './domain/law-case.js';
import type { Period } from './domain/main-grant.js';
import type { HonoureePlan } from './domain/synthetic-honourees.js';
import type { NameGroup } from './domain/synthetic-names.js';
import type { UnitRow } from './domain/units-in-time.js';
import type { RoadRow } from './domain/work-plan.js';

const FOLDER = new URL('../../data/demonstration/', import.meta.url);

/** Roles of an account at a unit through a period. */
export interface GrantRow extends Period {
  unit: string;
  roles: RoleCode[];
}

/** An account of accounts.json. */
export interface AccountRow {
  username: string;
  fullName: string;
  grants: GrantRow[];
}

/** A campaign of campaigns.json. */
export interface CampaignRow extends Omit<Campaign, 'id' | 'launchedById'> {
  launchedBy: string;
}

/** A model of models.json: it is made at the first of `units` that lives on the day, with the first living body. */
export interface ModelRow extends Pick<EmulationModel, 'name' | 'field' | 'theme' | 'content'> {
  goals: Omit<ModelGoal, 'id'>[];
  ownerKind: SubjectKind;
  units: string[];
  registeredWith: string[];
  registeredDaysAgo: number;
  periodDays: number;
  life: PlannedLife;
}

/** Which bodies went over into which on a day, by code. */
export interface SuccessionRows {
  effectiveOn: CivilDate;
  legalBasis: string;
  merged: { from: string[]; into: string; legalBasis: string }[];
}

/** What data/demonstration says. */
export interface DemonstrationData {
  units: UnitRow[];
  successions: SuccessionRows;
  accounts: AccountRow[];
  campaigns: CampaignRow[];
  honourees: HonoureePlan;
  names: NameGroup[];
  models: ModelRow[];
}

async function read<Content>(file: string): Promise<Content> {
  return JSON.parse(await readFile(new URL(file, FOLDER), 'utf8')) as Content;
}

/** Reads data/demonstration; what its files mean stands in SOURCE.md beside them. */
export async function demonstrationData(): Promise<DemonstrationData> {
  return {
    units: await read('units.json'),
    successions: await read('successions.json'),
    accounts: await read('accounts.json'),
    campaigns: await read('campaigns.json'),
    honourees: await read('honourees.json'),
    names: await read('names.json'),
    models: await read('models.json'),
  };
}

/** The roads of work.json. */
export function demonstrationWork(): Promise<RoadRow[]> {
  return read('work.json');
}

/** What law-cases.json says. */
export interface LawCases {
  /** A rule of the province's own, which no law has, and the figure that it is of. */
  quota: {
    province: string;
    award: string;
    args: Record<string, unknown>;
    article: string;
    document: string;
    validFrom: CivilDate;
    figure: { unit: string; name: string; year: number; members: number; ldtt: number };
  };
  /** The day on which those are received that are no drafts: by the law of then they are judged. */
  received: CivilDate;
  /** The days of the old decisions by which awards are held. */
  decisions: CivilDate[];
  cases: LawCase[];
  /** For those who try it out, and the tests: nothing is made of them. */
  whatIfs: WhatIf[];
}

/** The dossiers of law-cases.json. */
export function demonstrationLawCases(): Promise<LawCases> {
  return read('law-cases.json');
}
