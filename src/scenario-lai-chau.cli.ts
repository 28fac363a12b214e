import { parseArgs } from 'node:util';
import { runCommand, UsageError } from './core/command.js';
import { civilDateInVietnam, type CivilDate } from './core/civil-date.js';
import { reportOf } from './award-log/verify-all.js';
import { recordOutcome } from './scenario/decide.js';
import type { Plan } from './scenario/domain/plan.js';
import { figuresOf, type Counted } from './scenario/figures.js';
import { makeLaiChau, type Work } from './scenario/make-lai-chau.js';
import type { People } from './scenario/person.js';
import { inLanes, Progress } from './scenario/progress.js';
import { registerModels } from './scenario/register-models.js';
import { Registry } from './scenario/registry.js';
import { travel } from './scenario/travel.js';
import { startServer } from './server.js';

/**
 * `npm run scenario:lai-chau [-- --data-dir DIR] [--tenth]`: plays what a report of Lai Châu tells of 2020–2023 on a
 * registry of its own, over its public API, and counts it again. Killed at any time and started again it goes on.
 */

const USAGE = 'Cách dùng: npm run scenario:lai-chau [-- --data-dir THƯ_MỤC] [--tenth]';
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const progress = new Progress(say);

interface Stage {
  day: CivilDate;
  play: (people: People) => Promise<void>;
}

function optionsOf(args: string[]): { dataDir: string; factor: number } {
  try {
    const { values } = parseArgs({
      args,
      options: {
        'data-dir': { type: 'string', default: '.data-lai-chau' },
        tenth: { type: 'boolean', default: false },
      },
    });
    return { dataDir: values['data-dir'], factor: values.tenth ? 0.1 : 1 };
  } catch {
    throw new UsageError(USAGE);
  }
}

/** What is done on which day, in order. */
function stagesOf(work: Work): Stage[] {
  const { plan, registering, roads } = work;
  const bodies = new Map(work.bodies.map((body) => [body.code, body]));
  return [
    {
      day: plan.days.models,
      play: async (people) => {
        progress.begin(`${plan.days.models} mô hình đăng ký và được duyệt`, plan.models.count);
        await inLanes(registering, (own) => registerModels(people, own, () => progress.add()));
      },
    },
    ...plan.days.honours.map((day): Stage => {
      const own = roads.filter((road) => road.day === day);
      const dossiers = own.flatMap(({ from }) => from.flatMap(({ nominees }) => nominees)).length;
      return {
        day,
        play: async (people) => {
          progress.begin(`${day} hồ sơ đề nghị, xét và quyết định (${own.length} tuyến)`, dossiers);
          await inLanes(own, (road) => travel({ people, bodies }, road, (count) => progress.add(count)));
        },
      };
    }),
    { day: plan.days.outcomes, play: (people) => recordOutcomes(people, plan) },
  ];
}

async function recordOutcomes(people: People, plan: Plan): Promise<void> {
  const figures = plan.honours.filter(({ outcome }) => outcome !== undefined);
  progress.begin(`${plan.days.outcomes} kết quả của trung ương được ghi và xác nhận`, figures.length);
  for (const figure of figures) {
    await recordOutcome(people, figure, `${figure.line === 'PARTY' ? 'TU' : 'UBND'}-${plan.province}`);
    progress.add();
  }
}

/** Eight o'clock of the day; where a run was cut off, a second after what it wrote last. */
function clockAt(day: CivilDate, last: Date | null): Date {
  const morning = new Date(`${day}T08:00:00+07:00`);
  return last && last >= morning ? new Date(last.getTime() + 1000) : morning;
}

/** Plays the stages from the one on whose day was last written: those before it are done whole. */
async function playOn(registry: Registry, stages: readonly Stage[]): Promise<People> {
  const last = await registry.lastWritten();
  const reached = last ? civilDateInVietnam(last) : '';
  const from = Math.max(0, stages.filter(({ day }) => day <= reached).length - 1);
  let people: People | null = null;
  for (const { day, play } of stages.slice(from)) {
    people = await registry.startAt(clockAt(day, await registry.lastWritten()));
    await play(people);
  }
  if (!people) throw new Error('no stages');
  return people;
}

function tellFigures(figures: readonly Counted[]): boolean {
  say('');
  for (const { what, wanted, counted } of figures) {
    say(`${wanted === counted ? '=' : '≠'} ${what}: ${counted}${wanted === counted ? '' : ` (báo cáo: ${wanted})`}`);
  }
  say(
    'Báo cáo không nêu tách loại của giấy khen cấp huyện và tương đương: cách chia ở đây là giả định, tên người cũng vậy.',
  );
  return figures.every(({ wanted, counted }) => wanted === counted);
}

async function play(registry: Registry, factor: number): Promise<void> {
  const first = await registry.lastWritten();
  const clock = (plan: Plan): Date => clockAt(plan.days.models, first);
  const work = await makeLaiChau(registry, { factor, clock }, () => progress.say('Đang tạo đơn vị và tài khoản…'));
  progress.say(`${work.bodies.length} đơn vị; dữ liệu trong ${registry.dataDir}${first ? ' (chạy tiếp)' : ''}`);
  const people = await playOn(registry, stagesOf(work));
  progress.say('Đang đếm lại qua API…');
  const agree = tellFigures(await figuresOf(people, work.plan, work.bodies));
  const { lines, misfit } = reportOf(await registry.verify());
  lines.forEach(say);
  if (misfit !== null) throw new UsageError(misfit);
  progress.say('Xong.');
  if (!agree) throw new UsageError('Số liệu không khớp với báo cáo.');
}

void runCommand(async () => {
  const { dataDir, factor } = optionsOf(process.argv.slice(2));
  const registry = await Registry.open(dataDir, process.env, startServer);
  try {
    await play(registry, factor);
  } finally {
    await registry.stop();
  }
});
