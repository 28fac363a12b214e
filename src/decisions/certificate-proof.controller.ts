import { Controller, Get, Header, Param, UseFilters } from '@nestjs/common';
import type { ProofFile } from '../award-log/domain/proof-file.js';
import { Allow } from '../core/allow.js';
import { Database } from '../core/database.js';
import { DomainError } from '../core/errors.js';
import { HttpFaultFilter } from '../core/http-fault.filter.js';
import { proofByToken } from './check-certificate.js';

/** The proof of a certificate as a file: with it and our public keys anybody checks it without us. */
@Controller('v')
@UseFilters(HttpFaultFilter)
export class CertificateProofController {
  constructor(private readonly database: Database) {}

  @Allow.public()
  @Get(':token/proof.json')
  @Header('content-disposition', 'attachment; filename="so-vang-proof.json"')
  async proof(@Param('token') token: string): Promise<ProofFile> {
    const proof = await proofByToken(this.database, token);
    if (!proof) throw new DomainError('NOT_FOUND', 'log.noProof');
    return proof;
  }
}
