import { Field, ObjectType } from '@nestjs/graphql';
import { connectionType } from '../core/pagination.js';
import { DateTimeScalar } from '../core/scalars.js';

@ObjectType({ description: 'Điểm kiểm chứng: what was signed of the whole award log at one moment.' })
export class Checkpoint {
  @Field(() => String, { description: 'How many entries the log had.' })
  size!: string;

  @Field(() => String, { description: 'Root of the Merkle tree (RFC 6962) over them, 64 hexadecimal digits.' })
  root!: string;

  @Field(() => DateTimeScalar, { description: 'When it was signed.' })
  at!: Date;

  @Field(() => String, { description: 'How many awards were corrected or revoked by then.' })
  changed!: string;

  @Field(() => String, {
    description: 'Root of the tree over these, each "<entry> <status>", by their entries; 64 hexadecimal digits.',
  })
  changes!: string;

  @Field(() => String, { description: 'The key that signed: eight hexadecimal digits.' })
  keyId!: string;

  @Field(() => String, { description: 'Ed25519 over the text of docs/award-log.md, base64url.' })
  signature!: string;

  id!: number;
}

export const CheckpointConnection = connectionType(Checkpoint, 'Checkpoint');

@ObjectType({ description: 'That an award stands in the award log, for whoever trusts a checkpoint.' })
export class InclusionProof {
  @Field(() => String, { description: 'Hash of the entry: SHA-256(0x00, salt, line), 64 hexadecimal digits.' })
  leaf!: string;

  @Field(() => String, { description: 'Its position in the log, from 0.' })
  index!: string;

  @Field(() => String, { description: 'How many entries the log of the checkpoint has.' })
  treeSize!: string;

  @Field(() => [String], {
    description: 'Hashes beside the way from the leaf to the root, the nearest first; 64 hexadecimal digits each.',
  })
  path!: string[];

  @Field(() => Checkpoint, { description: 'The checkpoint to whose root it leads: the newest.' })
  checkpoint!: Checkpoint;

  @Field(() => String, { description: 'What was hashed, after the salt: canonical JSON.' })
  line!: string;

  @Field(() => String, { description: 'Of 32 bytes, 64 hexadecimal digits.' })
  salt!: string;
}
