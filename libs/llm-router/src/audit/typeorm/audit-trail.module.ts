import { type DynamicModule, Module } from '@nestjs/common';
import { getDataSourceToken, TypeOrmModule } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { AuditTrail } from '../../contracts/audit-trail.js';
import { Clock } from '../../contracts/clock.js';
import { KeyEventSource } from '../../contracts/key-events.js';
import { AuditStore } from '../audit-store.js';
import { AuditWriter } from '../audit-writer.js';
import { auditKeys } from '../key-audit.js';
import { AuditLog } from './audit-log.js';
import { LlmAuditEntry } from './llm-audit-entry.entity.js';
import { TypeOrmAuditStore } from './typeorm-audit-store.js';

const optional = (token: typeof Clock | typeof KeyEventSource) => ({ token, optional: true });

/**
 * Makes the trail visible to all rooms. Global for that, and as small as that: what is global shuts down last, when the
 * database is closed already.
 */
@Module({})
export class AuditTrailModule {
  static forRoot(dataSource: string | undefined): DynamicModule {
    const source = getDataSourceToken(dataSource);
    const repositories = TypeOrmModule.forFeature([LlmAuditEntry], dataSource);
    return {
      module: AuditTrailModule,
      global: true,
      imports: [repositories],
      providers: [
        {
          provide: AuditStore,
          inject: [source, optional(Clock)],
          useFactory: (it: DataSource, clock?: Clock) => new TypeOrmAuditStore(it, clock),
        },
        {
          provide: AuditLog,
          inject: [source, optional(Clock)],
          useFactory: (it: DataSource, clock?: Clock) => new AuditLog(it, clock),
        },
        {
          provide: AuditWriter,
          inject: [AuditStore, optional(Clock), optional(KeyEventSource)],
          useFactory: writer,
        },
        { provide: AuditTrail, useExisting: AuditWriter },
      ],
      exports: [repositories, AuditStore, AuditTrail, AuditWriter, AuditLog],
    };
  }
}

/** Subscribes before any key is put into its store at the start. */
function writer(store: AuditStore, clock?: Clock, keys?: KeyEventSource): AuditWriter {
  const it = new AuditWriter(store, clock);
  if (keys !== undefined) auditKeys(keys, it);
  return it;
}
