import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Allow } from './allow.js';
import { Health } from './health.js';

/** For load balancers and containers. */
@Controller('health')
export class HealthController {
  constructor(private readonly health: Health) {}

  @Allow.public()
  @Get('live')
  live(): { status: string } {
    return { status: 'ok' };
  }

  @Allow.public()
  @Get('ready')
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const problems = await this.health.problems();
    const ready = Object.keys(problems).length === 0;
    await reply.code(ready ? 200 : 503).send(ready ? { status: 'ready' } : { status: 'not ready', problems });
  }
}
