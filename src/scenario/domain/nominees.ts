import type { SubjectKind } from '../../honourees/domain/subject-kind.js';
import { between, seeded, type Random } from '../../demonstration/domain/random.js';
import { syntheticName, type NameGroup } from '../../demonstration/domain/synthetic-names.js';
import type { Body } from './bodies.js';
import type { Plan } from './plan.js';

/** Who is nominated, as createHonouree takes it. */
export interface Nominee {
  kind: SubjectKind;
  displayName: string;
  birthYear?: number;
  gender?: string;
  headOfHousehold?: string;
}

const SEED = 2021_2025;
const BORN: readonly [number, number] = [1958, 1999];

/** Makes up whom the bodies nominate, asked in the same order always the same; no collective of a body twice. */
export class Nominees {
  private readonly random: Random;
  private readonly used = new Map<string, number>();

  constructor(
    private readonly names: readonly NameGroup[],
    private readonly collectives: Plan['collectives'],
  ) {
    this.random = seeded(SEED);
  }

  of(body: Body, kind: SubjectKind): Nominee {
    if (kind === 'COLLECTIVE') return { kind, displayName: this.collectiveOf(body) };
    const { name, gender } = syntheticName(this.random, this.names);
    if (kind === 'INDIVIDUAL') return { kind, displayName: name, gender, birthYear: between(this.random, BORN) };
    return { kind, displayName: `Hộ ${gender === 'MALE' ? 'ông' : 'bà'} ${name}`, headOfHousehold: name };
  }

  private collectiveOf({ code, name, tier }: Body): string {
    const list = tier === 'COMMUNE' ? this.collectives.commune : this.collectives.body;
    const place = name.replace(/^(Ủy ban nhân dân|Đảng ủy(?= (xã|phường|thị trấn))) /, '');
    const before = this.used.get(code) ?? 0;
    this.used.set(code, before + 1);
    const round = Math.floor(before / list.length);
    return `${list[before % list.length] ?? ''} ${place}${round > 0 ? ` (số ${round + 1})` : ''}`;
  }
}
