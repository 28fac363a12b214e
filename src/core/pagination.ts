import type { Type } from '@nestjs/common';
import { ArgsType, Field, Int, ObjectType } from '@nestjs/graphql';
import { DomainError } from './errors.js';
import { Optional, Text, WholeNumber } from './validation.js';

const DEFAULT_PAGE = 20;
const MAX_PAGE = 100;
/** Counts stop here; `totalIsCapped` says so. */
export const COUNT_CAP = 10_000;

@ArgsType()
export class PageArgs {
  @Field(() => Int, { nullable: true, description: `How many rows, 1 to ${MAX_PAGE}. Default ${DEFAULT_PAGE}.` })
  @Optional()
  @WholeNumber(1, MAX_PAGE)
  first?: number;

  @Field(() => String, {
    nullable: true,
    description: 'The cursor after which to go on: `pageInfo.endCursor` of the page before.',
  })
  @Optional()
  @Text({ max: 500 })
  after?: string;
}

@ObjectType({ description: 'Where a page lies in its list.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'More rows follow.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'The page was asked for with a cursor, so rows may lie before it.' })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of the first row of this page.' })
  startCursor!: string | null;

  @Field(() => String, { nullable: true, description: 'Cursor of the last row of this page: `after` of the next one.' })
  endCursor!: string | null;
}

export interface EdgeOf<Node> {
  cursor: string;
  node: Node;
}

/** A page of a keyset list. The total is a getter: it is counted only when it is asked for. */
export interface ConnectionOf<Node> {
  edges: EdgeOf<Node>[];
  pageInfo: PageInfo;
  readonly totalCount: Promise<number>;
  readonly totalIsCapped: Promise<boolean>;
}

/** The GraphQL types `<Name>Connection` and `<Name>Edge` for lists of `node`. */
export function connectionType<Node>(node: Type<Node>, name: string): Type<ConnectionOf<Node>> {
  @ObjectType(`${name}Edge`, { description: `One row of a list of ${name}.` })
  class Edge {
    @Field(() => String, { description: 'The place of this row in the list; opaque, stable under inserts.' })
    cursor!: string;

    @Field(() => node, { description: 'The row.' })
    node!: Node;
  }

  @ObjectType(`${name}Connection`, { description: `A page of a list of ${name}.` })
  class PageOfNodes {
    @Field(() => [Edge], { description: 'The rows of this page.' })
    edges!: Edge[];

    @Field(() => PageInfo, { description: 'Where this page lies.' })
    pageInfo!: PageInfo;

    @Field(() => Int, { description: `How many rows the list has for you, counted to ${COUNT_CAP} at most.` })
    totalCount!: Promise<number>;

    @Field(() => Boolean, { description: `True when there are more than ${COUNT_CAP} rows.` })
    totalIsCapped!: Promise<boolean>;
  }
  return PageOfNodes;
}

/** The position of a row: the values of its sort key, the last one unique. */
export type Cursor = readonly (string | number | null)[];

function encode(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

function decode(text: string, accept: (value: unknown[]) => boolean): Cursor {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (Array.isArray(value) && accept(value)) return value as Cursor;
  } catch {
    // falls through: every text that is not a cursor of ours gets the same answer
  }
  throw new DomainError('INVALID_INPUT', 'input.cursor', { field: ['after'] });
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** True when `text` has the form of our identifiers. */
export function isId(text: unknown): text is string {
  return typeof text === 'string' && UUID.test(text);
}

/** True when `value` can be a bigint of ours, such as a position of the audit. */
export function isPosition(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

interface PageQuery<Row> {
  page: PageArgs;
  /** Checks the decoded cursor's shape; a wrong one is refused as INVALID_INPUT. */
  accept: (cursor: unknown[]) => boolean;
  /** Fetches `limit` rows after the cursor (from the start when null). */
  fetch: (after: Cursor | null, limit: number) => Promise<Row[]>;
  /** Counts the rows, to COUNT_CAP + 1 at most. */
  count: () => Promise<number>;
  cursorOf: (row: Row) => Cursor;
}

/** Runs a keyset query for one page. */
export async function paginate<Row>(query: PageQuery<Row>): Promise<ConnectionOf<Row>> {
  const first = query.page.first ?? DEFAULT_PAGE;
  const after = query.page.after ? decode(query.page.after, query.accept) : null;
  const rows = await query.fetch(after, first + 1);
  const edges = rows.slice(0, first).map((node) => ({ cursor: encode(query.cursorOf(node)), node }));
  let counted: Promise<number> | undefined;
  const count = (): Promise<number> => (counted ??= query.count());
  return {
    edges,
    pageInfo: {
      hasNextPage: rows.length > first,
      hasPreviousPage: after !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    get totalCount() {
      return count().then((total) => Math.min(total, COUNT_CAP));
    },
    get totalIsCapped() {
      return count().then((total) => total > COUNT_CAP);
    },
  };
}
