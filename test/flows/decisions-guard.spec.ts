import pg from 'pg';
import { as } from '../support/api.js';
import { addressOf } from '../support/database.js';
import { checkedDecision, DECIDE, draftOfSo, endorsedBySql, signatureOf } from '../support/decisions.js';
import { done, today } from '../support/nominations.js';
import { query } from '../support/shared-connection.js';
import { unitId } from '../support/units.js';

// What a program that goes round the service cannot do with decisions and the ledger.

let app: pg.Client;
let so: string;
let drafter: string;
let checker: string;
let head: string;

const accountId = async (username: string): Promise<string> =>
  (await query<{ id: string }>(`select id from account where username = $1`, [username]))[0]!.id;

beforeAll(async () => {
  app = new pg.Client(addressOf('so_vang_app'));
  await app.connect();
  so = await unitId('SNV-12');
  drafter = await accountId('thuky.sonoivu');
  checker = await accountId('thuky2.sonoivu');
  head = await accountId('lanhdao.sonoivu');
});
afterAll(() => app.end());
beforeEach(() => app.query('begin'));
afterEach(() => app.query('rollback'));

/** The SQLSTATE with which the last of these statements is refused; null where all are done. */
async function refusal(...statements: [string, unknown[]?][]): Promise<string | null> {
  for (const [index, [text, values]] of statements.entries()) {
    try {
      await app.query(text, values);
    } catch (error) {
      if (index < statements.length - 1) throw error;
      return (error as { code: string }).code;
    }
  }
  return null;
}

async function drafted(): Promise<string> {
  const { decision } = await done(await as('thuky.sonoivu'), DECIDE.draft, draftOfSo(so, await endorsedBySql(so, 2)));
  return decision.id as string;
}

async function issued(): Promise<string> {
  const client = await as('lanhdao.sonoivu');
  const id = await checkedDecision(await endorsedBySql(so, 2));
  await done(client, DECIDE.issue, await signatureOf(client, id));
  return id;
}

const SIGN = `update decision set state = 'ISSUED', issued_at = $2, signed_by_id = $3, signed_on = $4, symbol = '9/QĐ-SNV',
  series_key = 'guard ' || id, number = 9, signer = 'Người ký' where id = $1`;
const AWARD_ALL = `insert into nomination_event (nomination_id, version, at, day, action, from_state, to_state, from_step, step,
    acting_unit_id, account_id, data)
  select n.id, n.version + 1, $2, $3, 'AWARD', 'ENDORSED', 'AWARDED', n.step, n.step, $4, $5,
    jsonb_build_object('decisionId', l.decision_id)
  from decision_line l join nomination n on n.id = l.nomination_id where l.decision_id = $1`;
const LEDGER = `insert into award (decision_id, position, honouree_id, award_type_id, merit_kind, nomination_id, kind,
    name_as_awarded, decided_on)
  select l.decision_id, l.position, n.honouree_id, n.award_type_id, n.merit_kind, n.id, h.kind, h.display_name, $2
  from decision_line l join nomination n on n.id = l.nomination_id join honouree h on h.id = n.honouree_id
  where l.decision_id = $1`;
const CERTIFY = `insert into certificate (award_id, unit_id, year, number, token)
  select a.id, $2, 1900, row_number() over (), a.id::text from award a where a.decision_id = $1`;
const AT_ONCE = 'set constraints all immediate';

describe('a decision, by SQL as the application', () => {
  it('begins as a draft', async () => {
    const insert = `insert into decision (state, issued_by_id, title, legal_bases, drafted_by_id, drafted_at, checked_by_id,
      checked_at) values ('CHECKED', $1, 'x', '{x}', $2, now(), $3, now())`;
    expect(await refusal([insert, [so, drafter, checker]])).toBe('SV120');
  });

  it('is checked by none of its drafters, and signed by neither drafter nor checker', async () => {
    const id = await drafted();
    const check = `update decision set state = 'CHECKED', checked_at = now(), checked_by_id = $2 where id = $1`;
    expect(await refusal([`savepoint a`], [check, [id, drafter]])).toBe('23514');
    await app.query('rollback to a');
    const alsoDrafted = `update decision set drafters = drafters || $2::uuid where id = $1`;
    expect(await refusal([alsoDrafted, [id, checker]], [check, [id, checker]])).toBe('23514');
    await app.query('rollback to a');
    await app.query(check, [id, checker]);
    await app.query('savepoint b');
    for (const signer of [drafter, checker]) {
      expect(await refusal([SIGN, [id, new Date(), signer, today()]])).toBe('23514');
      await app.query('rollback to b');
    }
    expect(await refusal([SIGN, [id, new Date(), head, today()]])).toBeNull();
  });

  it('does not change once it is checked, nor do its lines', async () => {
    const id = await checkedDecision(await endorsedBySql(so, 2));
    const [free] = await endorsedBySql(so, 1);
    await app.query('savepoint a');
    for (const [text, values] of [
      [`update decision set title = 'Khác' where id = $1`, [id]],
      [`update decision set drafters = '{}', drafted_by_id = $2 where id = $1`, [id, head]],
      [`delete from decision_line where decision_id = $1`, [id]],
      [`update decision_line set position = position + 10 where decision_id = $1`, [id]],
      [`insert into decision_line values ($2, $1, 3)`, [id, free]],
      [`delete from decision where id = $1`, [id]],
    ] as [string, unknown[]][]) {
      expect([text, await refusal([text, values])]).toEqual([text, 'SV120']);
      await app.query('rollback to a');
    }
  });

  it('is issued whole: with every line awarded, entered and certified', async () => {
    const id = await checkedDecision(await endorsedBySql(so, 2));
    const at = new Date();
    const sign: [string, unknown[]] = [SIGN, [id, at, head, today()]];
    const award: [string, unknown[]] = [AWARD_ALL, [id, at, today(), so, head]];
    const enter: [string, unknown[]] = [LEDGER, [id, today()]];
    const certify: [string, unknown[]] = [CERTIFY, [id, so]];
    await app.query('savepoint a');
    expect(await refusal(sign, [AT_ONCE])).toBe('SV122');
    await app.query('rollback to a');
    expect(await refusal(sign, award, [AT_ONCE])).toBe('SV122');
    await app.query('rollback to a');
    expect(await refusal(sign, award, enter, [AT_ONCE])).toBe('SV122');
    await app.query('rollback to a');
    const oneOnly: [string, unknown[]] = [`${AWARD_ALL} and l.position = 1`, award[1]];
    expect(await refusal(sign, oneOnly, [`${LEDGER} and l.position = 1`, enter[1]], certify, [AT_ONCE])).toBe('SV122');
    await app.query('rollback to a');
    expect(await refusal(sign, enter)).toBe('SV121');
    await app.query('rollback to a');
    expect(await refusal(award)).toBe('SV101');
    await app.query('rollback to a');
    expect(await refusal(sign, award, enter, certify, [AT_ONCE])).toBeNull();
  });

  it('never changes once it is issued, nor does its annex', async () => {
    const id = await issued();
    await app.query('savepoint a');
    for (const [text, code] of [
      [`update decision set note = 'x' where id = $1`, 'SV120'],
      [`update decision set state = 'DRAFT', checked_by_id = null, issued_at = null where id = $1`, 'SV120'],
      [`delete from decision where id = $1`, 'SV120'],
      [`delete from decision_line where decision_id = $1`, 'SV120'],
      [`update award set name_as_awarded = 'Khác' where decision_id = $1`, '42501'],
      [`delete from award where decision_id = $1`, '42501'],
      [`update certificate set token = 'x' where award_id in (select id from award where decision_id = $1)`, '42501'],
      [`delete from certificate where award_id in (select id from award where decision_id = $1)`, '42501'],
      [
        `insert into award (decision_id, position, honouree_id, award_type_id, merit_kind, kind, name_as_awarded, decided_on)
         select decision_id, 99, honouree_id, award_type_id, merit_kind, kind, 'Thêm', decided_on from award where decision_id = $1`,
        'SV121',
      ],
    ] as const) {
      expect([text, await refusal([text, [id]])]).toEqual([text, code]);
      await app.query('rollback to a');
    }
  });

  it('has prizes for commendations alone, which add up to its total', async () => {
    const id = await checkedDecision(await endorsedBySql(so, 2));
    const at = new Date();
    const signed: [string, unknown[]] = [SIGN, [id, at, head, today()]];
    const award: [string, unknown[]] = [AWARD_ALL, [id, at, today(), so, head]];
    const certify: [string, unknown[]] = [CERTIFY, [id, so]];
    const total = (prize: string): [string, unknown[]] => [
      SIGN.replace('update decision set', `update decision set total_prize = ${prize},`),
      signed[1],
    ];
    const enter = (prize: string): [string, unknown[]] => [
      LEDGER.replace('decided_on)', 'decided_on, prize)').replace(', $2', `, $2, ${prize}`),
      [id, today()],
    ];
    await app.query('savepoint a');
    const tries: [string | null, [string, unknown[]?][]][] = [
      [null, [total('40'), award, enter('20'), certify, [AT_ONCE]]],
      ['SV122', [total('41'), award, enter('20'), certify, [AT_ONCE]]],
      ['SV122', [signed, award, enter('20'), certify, [AT_ONCE]]],
      ['SV122', [total('40'), award, enter('null'), certify, [AT_ONCE]]],
      ['SV122', [total('20'), award, enter('case l.position when 1 then 20 end'), certify, [AT_ONCE]]],
      [null, [signed, award, enter('case l.position when 1 then 20 end'), certify, [AT_ONCE]]],
      ['SV121', [total('0'), award, enter('0')]],
    ];
    for (const [code, statements] of tries) {
      expect([code, await refusal(...statements)]).toEqual([code, code]);
      await app.query('rollback to a');
    }
    expect(await refusal(['update award set prize = 1'])).toBe('42501');
  });

  it('changes an award only by its signature, by who issued that award, and never one that was revoked', async () => {
    const id = await issued();
    const [award] = await query<{ id: string }>(`select id from award where decision_id = $1 limit 1`, [id]);
    const other = await unitId('SGDDT-12');
    const draft = async (kind: string, more = ''): Promise<string> => {
      const { rows } = await app.query<{ id: string }>(
        `insert into decision (kind, issued_by_id, title, legal_bases, drafted_by_id, drafted_at)
         values ($1, $2, 'x', '{x}', $3, now()) returning id`,
        [kind, more === 'elsewhere' ? other : so, drafter],
      );
      return rows[0]!.id;
    };
    const change = `insert into award_change (decision_id, award_id, kind, ground, reason, name_as_awarded)
      values ($1, $2, $3, case when $3 = 'REVOCATION' then 'A' end, 'x', case when $3 = 'CORRECTION' then 'Tên khác' end)`;
    const check = `update decision set state = 'CHECKED', checked_at = now(), checked_by_id = $2 where id = $1`;
    const sign = (decision: string, signer = head, day = today()): [string, unknown[]] => [
      SIGN.replaceAll('9/', '8/').replace('number = 9', `number = 8`),
      [decision, new Date(), signer, day],
    ];
    const status = async (): Promise<unknown> =>
      (await app.query(`select status, flagged from award where id = $1`, [award!.id])).rows[0];
    await app.query('savepoint a');
    const [revocation, correction, elsewhere, award2] = [
      await draft('REVOCATION'),
      await draft('CORRECTION'),
      await draft('REVOCATION', 'elsewhere'),
      await draft('AWARD'),
    ];
    await app.query('savepoint b');
    const changed = (decision: string, kind: string): [string, unknown[]] => [change, [decision, award!.id, kind]];
    const checked = (decision: string): [string, unknown[]] => [check, [decision, checker]];
    const tries: [string, [string, unknown[]?][]][] = [
      // By hand.
      ['42501', [[`update award set status = 'REVOKED' where id = $1`, [award!.id]]]],
      ['42501', [[`update award set flagged = true where id = $1`, [award!.id]]]],
      ['42501', [[`insert into award_flag values ($1, $1, $2)`, [award!.id, id]]]],
      ['42501', [[`update award_change set open = false`]]],
      ['42501', [[`select award_flag_later($1, $2)`, [award!.id, id]]]],
      ['42501', [[`update certificate set reissues = 0`]]],
      // By a decision of another kind, or of another body; one that says nothing; one that says it afterwards.
      ['SV123', [changed(revocation, 'CORRECTION')]],
      ['SV123', [changed(award2, 'REVOCATION')]],
      ['SV120', [[`update decision set kind = 'AWARD' where id = $1`, [revocation]]]],
      ['SV120', [[`insert into decision_line select n.id, $1, 1 from nomination n limit 1`, [revocation]]]],
      ['SV123', [checked(revocation), sign(revocation)]],
      ['SV123', [checked(revocation), changed(revocation, 'REVOCATION')]],
      ['SV123', [changed(elsewhere, 'REVOCATION'), checked(elsewhere), sign(elsewhere)]],
      // By one who does not sign there, or in two duties; before the award; two at once.
      ['23514', [changed(revocation, 'REVOCATION'), checked(revocation), sign(revocation, drafter)]],
      [
        'SV123',
        [changed(revocation, 'REVOCATION'), checked(revocation), sign(revocation, await accountId('lanhdao.tinh'))],
      ],
      ['SV123', [changed(revocation, 'REVOCATION'), checked(revocation), sign(revocation, head, '2026-01-05')]],
      ['SV123', [changed(revocation, 'REVOCATION'), checked(revocation), sign(revocation, head, '2199-01-05')]],
      ['23505', [changed(revocation, 'REVOCATION'), changed(correction, 'CORRECTION')]],
      // And nothing comes after.
      [
        'SV123',
        [
          ...[changed(revocation, 'REVOCATION'), checked(revocation), sign(revocation)],
          changed(correction, 'CORRECTION'),
        ],
      ],
      [
        '42501',
        [
          ...[changed(revocation, 'REVOCATION'), checked(revocation), sign(revocation)],
          [`delete from award_change where decision_id = $1`, [revocation]],
        ],
      ],
      [
        'SV120',
        [
          ...[changed(revocation, 'REVOCATION'), checked(revocation), sign(revocation)],
          [`delete from decision where id = $1`, [revocation]],
        ],
      ],
      [
        'SV123',
        [
          ...[changed(revocation, 'REVOCATION'), checked(revocation), sign(revocation)],
          [
            `insert into certificate_reissue (award_id, unit_id, cause, request_symbol, issued_by_id, issued_at)
             values ($1, $2, 'x', 'x', $3, now())`,
            [award!.id, so, head],
          ],
        ],
      ],
    ];
    for (const [code, statements] of tries) {
      expect([statements, await refusal(...statements)]).toEqual([statements, code]);
      await app.query('rollback to b');
      expect(await status()).toEqual({ status: 'VALID', flagged: false });
    }
    expect(
      await refusal(changed(revocation, 'REVOCATION'), checked(revocation), sign(revocation), [AT_ONCE]),
    ).toBeNull();
    expect(await status()).toEqual({ status: 'REVOKED', flagged: false });
  });

  it('counts a certificate that is issued again by the row that says so, at the body that issued it', async () => {
    const id = await issued();
    const [award] = await query<{ id: string }>(`select id from award where decision_id = $1 limit 1`, [id]);
    const again = `insert into certificate_reissue (award_id, unit_id, cause, request_symbol, issued_by_id, issued_at)
      values ($1, $2, 'x', 'x', $3, now()) returning number`;
    const own = `insert into certificate_reissue (award_id, number, unit_id, cause, request_symbol, issued_by_id, issued_at)
      values ($1, 9, $2, 'x', 'x', $3, now())`;
    await app.query('savepoint a');
    for (const [code, text, values] of [
      ['SV123', again, [award!.id, so, drafter]],
      ['SV123', again, [award!.id, await unitId('SGDDT-12'), head]],
      ['SV123', again, [id, so, head]],
      ['42501', own, [award!.id, so, head]],
      ['42501', `delete from certificate_reissue where award_id = $1`, [award!.id]],
    ] as [string, string, unknown[]][]) {
      expect([text, await refusal([text, values])]).toEqual([text, code]);
      await app.query('rollback to a');
    }
    expect((await app.query(again, [award!.id, so, head])).rows).toEqual([{ number: 1 }]);
    expect((await app.query(again, [award!.id, so, head])).rows).toEqual([{ number: 2 }]);
  });

  it('has its lines to itself', async () => {
    const lines = await endorsedBySql(so, 1);
    await done(await as('thuky.sonoivu'), DECIDE.draft, draftOfSo(so, lines));
    const insert = `with other as (insert into decision (issued_by_id, title, legal_bases, drafted_by_id, drafted_at)
      values ($1, 'x', '{x}', $2, now()) returning id) select id from other`;
    const { rows } = await app.query<{ id: string }>(insert, [so, drafter]);
    expect(await refusal([`insert into decision_line values ($1, $2, 1)`, [lines[0], rows[0]!.id]])).toBe('23505');
  });

  it('that was written down is borne out whole by another account, and changes neither before nor after', async () => {
    const write = `insert into decision (origin, recorded_for_id, issuer_as_printed, decided_from, decided_to, title, source,
      legal_bases, drafted_by_id, drafted_at) values ('RECORDED', $1, 'x', '1958-01-01', '1958-12-31', 'x', 'x', '{}', $2, now())
      returning id`;
    const line = `insert into recorded_line (decision_id, position, honouree_id, award_type_id, merit_kind, name_as_awarded,
      posthumous, shared_with) select $1, $2, h.id, t.id, 'UNKNOWN', 'Chín', false, '{}' from honouree h, award_type t
      where t.code = 'BK_TINH' limit 1`;
    const confirm = `update decision set state = 'ISSUED', checked_by_id = $2, checked_at = now(), issued_at = now() where id = $1`;
    const enter = (
      name = 'Chín',
    ): string => `insert into award (decision_id, position, honouree_id, award_type_id, merit_kind, kind,
      name_as_awarded, decided_on) select l.decision_id, l.position, l.honouree_id, l.award_type_id, l.merit_kind, h.kind,
      '${name}', '1958-12-31' from recorded_line l join honouree h on h.id = l.honouree_id where l.decision_id = $1`;
    const { rows } = await app.query<{ id: string }>(write, [so, drafter]);
    const id = rows[0]!.id;
    for (const position of [1, 2]) await app.query(line, [id, position]);
    const confirmed: [string, unknown[]] = [confirm, [id, checker]];
    await app.query('savepoint a');
    const tries: [string, [string, unknown[]?][]][] = [
      ['23514', [[confirm, [id, drafter]]]],
      [
        'SV120',
        [
          [
            `update decision set state = 'CHECKED', checked_by_id = $2, checked_at = now() where id = $1`,
            [id, checker],
          ],
        ],
      ],
      ['SV120', [[`update decision set title = 'Khác' where id = $1`, [id]]]],
      ['SV120', [[`update decision set recorded_for_id = null where id = $1`, [id]]]],
      ['SV120', [[`update decision set drafters = array[$2::uuid], drafted_by_id = $2 where id = $1`, [id, checker]]]],
      ['42501', [[`update recorded_line set name_as_awarded = 'Khác' where decision_id = $1`, [id]]]],
      ['SV121', [[enter(), [id]]]],
      ['SV121', [confirmed, [enter('Mười'), [id]]]],
      ['SV122', [confirmed, [AT_ONCE]]],
      ['SV122', [confirmed, [`${enter()} and l.position = 1`, [id]], [AT_ONCE]]],
      ['SV120', [confirmed, [`update decision set title = 'Khác' where id = $1`, [id]]]],
      ['SV120', [confirmed, [line, [id, 3]]]],
      ['SV120', [confirmed, [`delete from recorded_line where decision_id = $1`, [id]]]],
      ['23505', [confirmed, [enter(), [id]], [enter(), [id]]]],
    ];
    for (const [code, statements] of tries) {
      expect([statements, await refusal(...statements)]).toEqual([statements, code]);
      await app.query('rollback to a');
    }
    expect(await refusal(confirmed, [enter(), [id]], [AT_ONCE])).toBeNull();
    const begun = write
      .replace('recorded_for_id,', 'recorded_for_id, state, issued_at, checked_by_id,')
      .replace('$1,', `$1, 'ISSUED', now(), $3,`);
    expect(await refusal([begun, [so, drafter, checker]])).toBe('SV120');
  });
});
