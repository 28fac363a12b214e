import { Controller, Get, Param, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow } from '../core/allow.js';
import { Clock } from '../core/clock.js';
import { Database } from '../core/database.js';
import { PAGE_HEADERS, sendProblem } from '../core/page.js';
import { PageFaultFilter } from '../core/page-fault.filter.js';
import { PublicAddress } from '../core/public-address.js';
import { wantsJson } from '../core/wanted-media.js';
import { certificatePage, certificatePath, unknownCertificate } from './certificate-page.js';
import { checkCertificate, proofByToken } from './check-certificate.js';
import { qrPng, qrSvg } from './qr-code.js';

/** What it says holds at the moment of asking: nobody keeps it. */
const FRESH = { 'cache-control': 'no-store', vary: 'Accept' };
/** The picture of an address is the same tomorrow. */
const PICTURE = { 'cache-control': 'public, max-age=86400', 'x-robots-tag': 'noindex' };

/** The public page of a certificate and the QR code that leads to it. */
@Controller('v')
@UseFilters(PageFaultFilter)
export class CertificatePageController {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly address: PublicAddress,
  ) {}

  /** For people a page; for programs that ask for JSON the same facts as `verifyCertificate`, with the whole proof. */
  @Allow.public()
  @Get(':token')
  async show(@Param('token') token: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const check = await checkCertificate(this.database, token);
    if (!check) return sendProblem(request, reply, unknownCertificate());
    void reply.headers(FRESH);
    if (wantsJson(request.headers.accept)) {
      return void (await reply.send({ ...check, proof: await proofByToken(this.database, token) }));
    }
    await reply.headers(PAGE_HEADERS).send(certificatePage(token, check, this.clock.today()));
  }

  @Allow.public()
  @Get(':token/qr.svg')
  async svg(@Param('token') token: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.picture({ token, request, reply }, 'image/svg+xml', qrSvg);
  }

  @Allow.public()
  @Get(':token/qr.png')
  async png(@Param('token') token: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.picture({ token, request, reply }, 'image/png', qrPng);
  }

  private async picture(
    { token, request, reply }: { token: string; request: FastifyRequest; reply: FastifyReply },
    mediaType: string,
    draw: (text: string) => string | Buffer,
  ): Promise<void> {
    if (!(await checkCertificate(this.database, token))) return sendProblem(request, reply, unknownCertificate());
    const drawn = draw(this.address.of(certificatePath(token)));
    await reply.headers({ ...PICTURE, 'content-type': mediaType }).send(drawn);
  }
}
