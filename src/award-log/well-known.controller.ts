import { Controller, Get, Param, UseFilters } from '@nestjs/common';
import { Allow } from '../core/allow.js';
import { Database } from '../core/database.js';
import { DomainError } from '../core/errors.js';
import { HttpFaultFilter } from '../core/http-fault.filter.js';
import { lastAuditHead, logKeys } from './checkpoint.queries.js';
import type { AuditHead } from './domain/audit-head.js';
import type { Checkpoint } from './domain/checkpoint.js';
import { checkpointAt } from './prove.js';
import { publishedKeys, type PublishedKeys } from './published-keys.js';

/** What anybody may fetch of the award log and keep, so that nobody can deny it later. The addresses never change. */
@Controller('.well-known/so-vang')
@UseFilters(HttpFaultFilter)
export class WellKnownController {
  constructor(private readonly database: Database) {}

  /** The public keys, from the first one on. */
  @Allow.public()
  @Get('keys.json')
  async keys(): Promise<PublishedKeys> {
    return publishedKeys(await logKeys(this.database));
  }

  /** The newest checkpoint (`latest`), or the last one of that size. */
  @Allow.public()
  @Get('checkpoints/:size')
  async checkpoint(@Param('size') size: string): Promise<Checkpoint> {
    const isSize = /^[1-9]\d{0,14}$/.test(size);
    const found = isSize || size === 'latest' ? await checkpointAt(this.database, isSize ? Number(size) : null) : null;
    if (!found) throw new DomainError('NOT_FOUND', 'log.noSuchCheckpoint');
    return found;
  }

  /** How far the audit was chained when that was signed last. */
  @Allow.public()
  @Get('audit-heads/latest')
  async auditHead(): Promise<AuditHead> {
    const found = await lastAuditHead(this.database);
    if (!found) throw new DomainError('NOT_FOUND', 'log.noSuchCheckpoint');
    return found;
  }
}
