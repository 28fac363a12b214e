import { Global, Module, type DynamicModule } from '@nestjs/common';
import { Clock } from './clock.js';
import { CONFIG } from './config.token.js';
import type { Config } from './config.js';
import { DATABASE_ADDRESS, type DatabaseAddress } from './database-address.js';
import { Database } from './database.js';
import { Health } from './health.js';
import { HealthController } from './health.controller.js';
import { JobRunner } from './job-runner.js';
import { JobRegistry } from './jobs.js';
import { createLogger, LOGGER } from './logger.js';
import { Presence } from './presence.js';
import { PublicAddress } from './public-address.js';
import { AccountRate, AddressRate } from './rate-limit.js';

/** The framework's glue, for every feature. */
@Global()
@Module({})
export class CoreModule {
  static for(config: Config, address: DatabaseAddress): DynamicModule {
    return {
      module: CoreModule,
      controllers: [HealthController],
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: DATABASE_ADDRESS, useValue: address },
        { provide: LOGGER, useFactory: () => createLogger(config.logLevel) },
        { provide: Clock, useFactory: () => new Clock(config.clock) },
        Database,
        Health,
        AccountRate,
        AddressRate,
        Presence,
        PublicAddress,
        JobRegistry,
        JobRunner,
      ],
      exports: [
        CONFIG,
        DATABASE_ADDRESS,
        LOGGER,
        Clock,
        Database,
        Health,
        AccountRate,
        AddressRate,
        Presence,
        PublicAddress,
        JobRegistry,
        JobRunner,
      ],
    };
  }
}
