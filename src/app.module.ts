import { Module, ValidationPipe, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import { GraphQLModule } from '@nestjs/graphql';
import type { MercuriusDriverConfig } from '@nestjs/mercurius';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { Logger } from 'pino';
import { AuditModule } from './audit/audit.module.js';
import { AwardLogModule } from './award-log/award-log.module.js';
import { AwardLawModule } from './award-law/award-law.module.js';
import { AwardsModule } from './awards/awards.module.js';
import type { Config } from './core/config.js';
import { CoreModule } from './core/core.module.js';
import { serviceDataSource } from './core/data-source.js';
import type { DatabaseAddress } from './core/database-address.js';
import { GraphiqlModule } from './core/graphiql.module.js';
import { graphqlOptions } from './core/graphql.js';
import { LOGGER } from './core/logger.js';
import { PageArgs } from './core/pagination.js';
import { RefusalFilter } from './core/payload.js';
import { NoPageFilter } from './core/no-page.filter.js';
import { RequestContexts } from './core/request-contexts.js';
import { SchemaDriver } from './core/schema-driver.js';
import { invalidInput } from './core/validation.js';
import { DecisionsModule } from './decisions/decisions.module.js';
import { DocumentsModule } from './documents/documents.module.js';
import { HistoryModule } from './history/history.module.js';
import { HonoureesModule } from './honourees/honourees.module.js';
import { ENTITIES } from './entities.js';
import { IdentityModule } from './identity/identity.module.js';
import { CampaignsModule } from './campaigns/campaigns.module.js';
import { CouncilsModule } from './councils/councils.module.js';
import { EmulationModelsModule } from './emulation-models/emulation-models.module.js';
import { JobsModule } from './jobs/jobs.module.js';
import { NominationsModule } from './nominations/nominations.module.js';
import { ReorganisationsModule } from './reorganisations/reorganisations.module.js';
import { UnitsModule } from './units/units.module.js';

function validation(): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    stopAtFirstError: true,
    validationError: { target: true },
    // The arguments of a list stand beside each other, everything else within one `input`.
    exceptionFactory: (errors) => invalidInput(errors, errors[0]?.target instanceof PageArgs ? [] : ['input']),
  });
}

/** The whole service. */
@Module({})
export class AppModule {
  /** `address` null: nothing connects; for printing the schema. */
  static for(config: Config, address: DatabaseAddress | null): DynamicModule {
    const dataSource = serviceDataSource(address ?? {}, config.databasePool, ENTITIES);
    return {
      module: AppModule,
      imports: [
        CoreModule.for(config, address ?? {}),
        TypeOrmModule.forRoot({ ...dataSource, manualInitialization: address === null, retryAttempts: 0 }),
        GraphQLModule.forRootAsync<MercuriusDriverConfig>({
          driver: SchemaDriver,
          inject: [RequestContexts, LOGGER],
          useFactory: (contexts: RequestContexts, log: Logger) => graphqlOptions({ contexts, log }),
        }),
        AuditModule,
        UnitsModule,
        IdentityModule,
        JobsModule,
        DocumentsModule,
        HonoureesModule,
        AwardsModule,
        AwardLogModule,
        CampaignsModule,
        AwardLawModule,
        EmulationModelsModule,
        NominationsModule,
        CouncilsModule,
        DecisionsModule,
        ReorganisationsModule,
        HistoryModule,
        ...(config.databaseUrl ? [] : [GraphiqlModule]),
      ],
      providers: [
        { provide: APP_PIPE, useFactory: validation },
        { provide: APP_FILTER, useClass: RefusalFilter },
        { provide: APP_FILTER, useClass: NoPageFilter },
      ],
    };
  }
}
