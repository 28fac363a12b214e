import { civilDate } from '../../core/civil-date.js';
import { registrationProblems, type RegistrationFacts } from './registration.js';

const COMPLETE: RegistrationFacts = {
  name: 'Vườn rau Bác Hồ',
  content: 'Mỗi hộ một luống rau',
  areaId: 'area',
  goals: 1,
  periodFrom: civilDate('2026-01-01'),
  periodTo: civilDate('2026-01-01'),
  launcherAbove: true,
};

describe('a registration', () => {
  it('with name, place, content, a goal, a launching body and a period in order is complete', () => {
    expect(registrationProblems(COMPLETE)).toEqual([]);
    expect(registrationProblems({ ...COMPLETE, periodTo: null })).toEqual([]);
  });

  it.each<[Partial<RegistrationFacts>, string[]]>([
    [{ name: '' }, ['name']],
    [{ content: '' }, ['content']],
    [{ areaId: null }, ['areaId']],
    [{ goals: 0 }, ['goals']],
    [{ launcherAbove: false }, ['registeredWithId']],
    [{ periodTo: civilDate('2025-12-31') }, ['periodTo']],
    [{ goals: 0, areaId: null, launcherAbove: false }, ['areaId', 'goals', 'registeredWithId']],
  ])('with %j lacks %j', (lacking, fields) => {
    expect(registrationProblems({ ...COMPLETE, ...lacking }).map(({ field }) => field.join('.'))).toEqual(
      fields.map((field) => `input.${field}`),
    );
  });
});
