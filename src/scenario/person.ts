import type { TrialAccount } from '../demonstration/make-accounts.js';

/** What the registry answered that the scenario did not expect: it stops there. */
export class Unexpected extends Error {}

/** A refusal as a mutation's payload says it. */
export interface Refusal {
  code: string;
  message: string;
  rule: { code: string } | null;
}

type Variables = Record<string, unknown>;
export const REFUSALS = 'userErrors { code message rule { code } }';

/** Somebody who works with the registry over HTTP, as the browser of an official would. */
export class Person {
  private token: Promise<string> | null = null;

  constructor(
    private readonly url: string,
    readonly account: Pick<TrialAccount, 'username' | 'password' | 'unit'>,
  ) {}

  /** The value under the only root field of a document. */
  async ask<Value>(query: string, variables: Variables = {}): Promise<Value> {
    this.token ??= this.signIn();
    return this.post(query, variables, await this.token);
  }

  /** Does it; throws where it is refused. */
  async do<Payload>(mutation: string, variables: Variables): Promise<Payload> {
    const payload = await this.ask<Payload & { userErrors: Refusal[] }>(mutation, variables);
    const [refusal] = payload.userErrors;
    if (refusal) throw new Unexpected(`${this.account.username}: ${refusal.code}: ${refusal.message}`);
    return payload;
  }

  /** Sends a paper of its unit; answers with the document's id. */
  async send(kind: string, fileName: string, content: Buffer): Promise<string> {
    this.token ??= this.signIn();
    const form = new FormData();
    form.append('kind', kind);
    form.append('unitId', this.account.unit.id);
    form.append('file', new Blob([new Uint8Array(content)]), fileName);
    const headers = { authorization: `Bearer ${await this.token}` };
    const response = await fetch(`${this.url}/documents`, { method: 'POST', headers, body: form });
    const answer = (await response.json()) as { id?: string };
    if (!answer.id) throw new Unexpected(`${this.account.username}: ${JSON.stringify(answer)}`);
    return answer.id;
  }

  private async signIn(): Promise<string> {
    const { username, password } = this.account;
    const { token, userErrors } = await this.post<{ token: string | null; userErrors: Refusal[] }>(
      `mutation ($input: SignInInput!) { signIn(input: $input) { token ${REFUSALS} } }`,
      { input: { username, password } },
      null,
    );
    if (!token) throw new Unexpected(`${username}: ${JSON.stringify(userErrors)}`);
    return token;
  }

  private async post<Value>(query: string, variables: Variables, token: string | null): Promise<Value> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token !== null && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as { data?: Record<string, Value>; errors?: unknown };
    const [value] = data && !errors ? Object.values(data) : [];
    if (value === undefined) throw new Unexpected(`${this.account.username}: ${JSON.stringify(errors)}\n${query}`);
    return value;
  }
}

/** The people of the province, by what they do and where; each signs in when first needed. */
export class People {
  private readonly byName = new Map<string, Person>();

  constructor(
    private readonly url: string,
    private readonly accounts: ReadonlyMap<string, TrialAccount>,
  ) {}

  named(username: string): Person {
    const known = this.byName.get(username);
    if (known) return known;
    const account = this.accounts.get(username);
    if (!account) throw new Unexpected(`no account ${username}`);
    const person = new Person(this.url, account);
    this.byName.set(username, person);
    return person;
  }
}
