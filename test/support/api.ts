/** What tests see of their worker: its database and its built server (made in environment.mjs). */
export interface Worker {
  cluster: Cluster;
  database: string;
  url: string;
  /** File to which the server appends the statements of requests. */
  traceSql: string;
  /** The server's folder for received files. */
  dataDir: string;
  /** What nextNumber() gave last. */
  lastNumber: number;
  /** Called after all of a test file (environment.mjs): ends what its helpers share. */
  endConnections?: () => Promise<void>;
}

export interface Cluster {
  host: string;
  port: number;
  superuser: { user: string; password: string };
  accounts: TrialAccount[];
  /** The data folder of a trial as its first start leaves it: for copyTrial(). */
  trial: string;
}

export interface TrialAccount {
  username: string;
  password: string;
  roles: string[];
  unit: { id: string; code: string; name: string; tier: string; line: string };
  validTo: string | null;
}

export interface Answer {
  status: number;
  headers: Headers;
  // Tests look into answers of any shape.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  data: any;
  errors: { message: string; path?: string[]; extensions: { code: string } & Record<string, unknown> }[] | undefined;
  text: string;
}

export const worker = (globalThis as unknown as { worker: Worker }).worker;

/** A person at the API: asks with the token of a session, or as a stranger. */
export class Client {
  constructor(
    readonly url: string = worker.url,
    readonly token: string | null = null,
  ) {}

  async ask(query: string, variables: Record<string, unknown> = {}): Promise<Answer> {
    return this.post(JSON.stringify({ query, variables }));
  }

  /** The payload of a mutation (or the value of a query) under its only root field; fails when there are errors. */
  async get(query: string, variables: Record<string, unknown> = {}): Promise<Answer['data']> {
    const answer = await this.ask(query, variables);
    if (answer.errors) throw new Error(`${query}: ${JSON.stringify(answer.errors)}`);
    return Object.values(answer.data as object)[0];
  }

  async post(body: string, headers: Record<string, string> = { 'content-type': 'application/json' }): Promise<Answer> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: { ...headers, ...(this.token && { authorization: `Bearer ${this.token}` }) },
      body,
    });
    const text = await response.text();
    const json = (text.startsWith('{') ? JSON.parse(text) : {}) as Pick<Answer, 'data' | 'errors'>;
    return { status: response.status, headers: response.headers, data: json.data, errors: json.errors, text };
  }
}

const SIGN_IN = `mutation ($input: SignInInput!) { signIn(input: $input) { token userErrors { code message field } } }`;

/** Signs in with a name and a password. */
export async function signIn(username: string, password: string, url = worker.url): Promise<Client> {
  const { token, userErrors } = await new Client(url).get(SIGN_IN, { input: { username, password } });
  if (!token) throw new Error(`${username}: ${JSON.stringify(userErrors)}`);
  return new Client(url, token as string);
}

/** The account of the demonstration with that user name. */
export function trialAccount(username: string): TrialAccount {
  const account = worker.cluster.accounts.find((candidate) => candidate.username === username);
  if (!account) throw new Error(`No trial account ${username}`);
  return account;
}

const clients = new Map<string, Promise<Client>>();

/** A session of a demonstration account; one a test file. */
export function as(username: string): Promise<Client> {
  let client = clients.get(username);
  if (!client) clients.set(username, (client = signIn(username, trialAccount(username).password)));
  return client;
}

/** The unit of the demonstration with that code. */
export function trialUnit(code: string): TrialAccount['unit'] {
  const unit = worker.cluster.accounts.map((account) => account.unit).find((candidate) => candidate.code === code);
  if (!unit) throw new Error(`No trial account at unit ${code}`);
  return unit;
}
