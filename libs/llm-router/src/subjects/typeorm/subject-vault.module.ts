import { type DynamicModule, type InjectionToken, Module, type Provider } from '@nestjs/common';
import { getDataSourceToken, TypeOrmModule } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { Clock } from '../../contracts/clock.js';
import { EventPublisher } from '../../contracts/event-publisher.js';
import { LegalHolds } from '../../contracts/legal-holds.js';
import { SubjectVault } from '../../contracts/subject-vault.js';
import { PluginRegistry } from '../../plugin/plugin-registry.js';
import { ContentLog } from '../content-log.js';
import type { ContentSettings } from '../content-options.js';
import type { MasterKeySource } from '../subjects-options.js';
import { ContentTable } from './content-table.js';
import { HoldTable } from './hold-table.js';
import { keyTable } from './key-source.js';
import { llmSubjectsEntities } from './llm-subjects-entities.js';
import { SubjectKeys } from './subject-keys.js';

/**
 * Makes keys, holds and the content log visible to all rooms. Global for that, and as small as that: what is global shuts
 * down last, when the database is closed already.
 */
@Module({})
export class SubjectVaultModule {
  static forRoot(
    dataSource: string | undefined,
    keys: MasterKeySource,
    content: ContentSettings | undefined,
  ): DynamicModule {
    const source = getDataSourceToken(dataSource);
    const repositories = TypeOrmModule.forFeature(llmSubjectsEntities, dataSource);
    const log = content === undefined ? [] : [contentLog(content)];
    return {
      module: SubjectVaultModule,
      global: true,
      imports: [repositories],
      providers: [...vault(source, keys), ...holds(source), contentTable(source), ...log],
      exports: [
        repositories,
        SubjectKeys,
        SubjectVault,
        HoldTable,
        LegalHolds,
        ContentTable,
        ...(content === undefined ? [] : [ContentLog]),
      ],
    };
  }
}

function vault(source: InjectionToken, keys: MasterKeySource): Provider[] {
  return [
    {
      provide: SubjectKeys,
      inject: [source, PluginRegistry],
      useFactory: (it: DataSource, plugins: PluginRegistry) =>
        new SubjectKeys(keyTable(it, keys, plugins)),
    },
    { provide: SubjectVault, useExisting: SubjectKeys },
  ];
}

function holds(source: InjectionToken): Provider[] {
  return [
    { provide: HoldTable, inject: [source], useFactory: (it: DataSource) => new HoldTable(it) },
    { provide: LegalHolds, useExisting: HoldTable },
  ];
}

function contentTable(source: InjectionToken): Provider {
  return {
    provide: ContentTable,
    inject: [source, SubjectVault],
    useFactory: (it: DataSource, keys: SubjectVault) => new ContentTable(it, keys),
  };
}

function contentLog(settings: ContentSettings): Provider {
  return {
    provide: ContentLog,
    inject: [ContentTable, Clock, EventPublisher],
    useFactory: (table: ContentTable, clock: Clock, events: EventPublisher) =>
      new ContentLog(settings, table, clock, events),
  };
}
