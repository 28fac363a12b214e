import type { MigrationInterface, QueryRunner } from 'typeorm';
import { coverRows, uncoverRows, type CoveredRows } from './support/cover-rows.js';

const CHOICES: CoveredRows = { nomination_law_choice: ['nomination_id', 'number'] };

export class CoverLawChoices1795316400270 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await coverRows(runner, CHOICES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await uncoverRows(runner, CHOICES);
  }
}
