import type { Checkpoint, InclusionProof } from './checkpoint.entity.js';
import type { CheckpointRow } from './checkpoint.queries.js';
import type * as Signed from './domain/checkpoint.js';
import type { ProofFile } from './domain/proof-file.js';
import { leafHash } from './merkle.js';

/** A checkpoint as the API says it: sizes may outgrow Int. */
export function checkpointOf(checkpoint: Signed.Checkpoint & Partial<Pick<CheckpointRow, 'id'>>): Checkpoint {
  const { size, at, changed, id = 0 } = checkpoint;
  return { ...checkpoint, id, size: String(size), at: new Date(at), changed: String(changed) };
}

/** What the API says of a proof. */
export function inclusionOf({ award, checkpoint }: ProofFile): InclusionProof {
  const { index, line, salt, path } = award;
  const leaf = leafHash(Buffer.from(salt, 'hex'), Buffer.from(line, 'utf8')).toString('hex');
  return {
    leaf,
    index: String(index),
    treeSize: String(checkpoint.size),
    path,
    line,
    salt,
    checkpoint: checkpointOf(checkpoint),
  };
}

/** A size as the API takes it; 0, which no log has, for whatever is none. */
export function sizeOf(text: string): number {
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : 0;
}
