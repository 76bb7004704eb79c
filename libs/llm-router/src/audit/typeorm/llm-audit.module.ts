import { type DynamicModule, Module } from '@nestjs/common';
import { getDataSourceToken } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { AuditTrail } from '../../contracts/audit-trail.js';
import { Clock, SystemClock } from '../../contracts/clock.js';
import { RunningConfiguration } from '../../contracts/running-configuration.js';
import { type AuditOptions, auditSettings } from '../audit-options.js';
import { AuditSession } from '../audit-session.js';
import { AuditStore } from '../audit-store.js';
import { AuditWriter } from '../audit-writer.js';
import { AuditSink } from '../audit.sink.js';
import { AuditData } from './audit-data.js';
import { AuditTrailModule } from './audit-trail.module.js';

/** The options of `LlmAuditModule.forRoot()`. */
export interface LlmAuditOptions extends AuditOptions {
  /** Name of the TypeORM data source that holds the trail. Default: the one without a name. */
  readonly dataSource?: string;
}

const optional = (token: typeof Clock | typeof RunningConfiguration) => ({ token, optional: true });

/**
 * Keeps a tamper-evident audit trail: refused calls, the life of keys, changes of the configuration, and whatever is given
 * to `AuditTrail`, which is injectable everywhere. The data source needs the entity `LlmAuditEntry` (`autoLoadEntities`, or
 * by name) and `llmAuditMigrations`.
 */
@Module({})
export class LlmAuditModule {
  /** Throws a `ConfigurationError` for options that are not legal. */
  static forRoot(options: LlmAuditOptions = {}): DynamicModule {
    const { decisions, anchorEveryMs } = auditSettings(options);
    return {
      module: LlmAuditModule,
      imports: [AuditTrailModule.forRoot(options.dataSource)],
      providers: [
        {
          provide: AuditSink,
          inject: [AuditWriter],
          useFactory: (it: AuditWriter) => new AuditSink(it, decisions),
        },
        {
          provide: AuditData,
          inject: [getDataSourceToken(options.dataSource), AuditTrail],
          useFactory: (it: DataSource, trail: AuditTrail) => new AuditData(it, trail),
        },
        {
          provide: AuditSession,
          inject: [AuditWriter, AuditStore, optional(Clock), optional(RunningConfiguration)],
          useFactory: (
            it: AuditWriter,
            store: AuditStore,
            clock: Clock = new SystemClock(),
            configuration?: RunningConfiguration,
          ) => new AuditSession(it, store, clock, configuration, anchorEveryMs),
        },
      ],
      exports: [AuditTrailModule],
    };
  }
}
