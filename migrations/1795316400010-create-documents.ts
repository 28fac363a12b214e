import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantToApp } from './support/grant-to-app.js';

// A row is a receipt and never changes. The content lies in the store under its hash, once for however many rows.
const DOCUMENTS = `
  create table document (
    id uuid primary key default uuidv7(),
    kind text not null check (kind ~ '^[A-Z][A-Z0-9_]{1,49}$'),
    file_name text not null check (length(file_name) between 1 and 200),
    media_type text not null,
    size integer not null check (size > 0),
    sha256 bytea not null check (length(sha256) = 32),
    unit_id uuid not null references unit,
    received_from_id uuid not null references account,
    received_at timestamptz not null
  );
  comment on table document is 'A file as it was received: by whom, for which unit, and which content (SHA-256).';
  comment on column document.unit_id is 'The unit for which it was received; its readers read it.';
  create index document_content on document (sha256);
  create index document_unit on document (unit_id, id desc);
  create index document_received_from on document (received_from_id, id desc);
`;

export class CreateDocuments1795316400010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(DOCUMENTS);
    await grantToApp(runner, 'select, insert on document');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table document`);
  }
}
