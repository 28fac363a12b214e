/** What is signed of the whole log at one moment. */
export interface Checkpoint {
  /** How many entries. */
  size: number;
  /** Root of the tree over them, hexadecimal. */
  root: string;
  /** ISO 8601 with milliseconds, UTC. */
  at: string;
  /** How many awards were corrected or revoked by then. */
  changed: number;
  /** Root of the tree over them, hexadecimal: `<entry> <status>` each, in the order of their entries. */
  changes: string;
  /** Eight hexadecimal digits. */
  keyId: string;
  /** Ed25519, base64url. */
  signature: string;
}

/** The text that is signed, in UTF-8. */
export function signedOfCheckpoint(checkpoint: Omit<Checkpoint, 'signature'>): string {
  const { size, root, at, changed, changes, keyId } = checkpoint;
  return ['so-vang/checkpoint/1', size, root, at, changed, changes, keyId, ''].join('\n');
}

/** What later decisions have made of an award; the leaf of the tree of changes says it. */
export type Change = 'CORRECTED' | 'REVOKED';

/** An award that does not stand as it was awarded. */
export interface ChangedAward {
  /** The entry of the award. */
  index: number;
  status: Change;
}

/** The data of a leaf of the tree of changes. */
export function changeText({ index, status }: ChangedAward): string {
  return `${index} ${status}`;
}

/** The events in the order of the log as one status an award, in the order of the awards' entries. Revoked stays revoked. */
export function changesOf(events: readonly ChangedAward[]): ChangedAward[] {
  const byIndex = new Map<number, ChangedAward>();
  for (const event of events) {
    if (byIndex.get(event.index)?.status !== 'REVOKED') byIndex.set(event.index, event);
  }
  return [...byIndex.values()].sort((a, b) => a.index - b.index);
}
