import { type DynamicModule, type InjectionToken, Module, type Provider } from '@nestjs/common';
import { getDataSourceToken } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { AuditTrail } from '../../contracts/audit-trail.js';
import { Clock } from '../../contracts/clock.js';
import { RunningConfiguration } from '../../contracts/running-configuration.js';
import { PluginRegistry } from '../../plugin/plugin-registry.js';
import { ContentLog } from '../content-log.js';
import { type ContentSettings, contentSettings } from '../content-options.js';
import type { LlmSubjectsOptions } from '../subjects-options.js';
import { ContentData } from './content-data.js';
import { ContentRetention } from './content-retention.js';
import { ContentTable } from './content-table.js';
import { HoldTable } from './hold-table.js';
import { SubjectKeys } from './subject-keys.js';
import { SubjectVaultModule } from './subject-vault.module.js';
import { Subjects, type SubjectsParts } from './subjects.js';
import { SubjectsSession } from './subjects-session.js';

const optional = (token: InjectionToken) => ({ token, optional: true });

/**
 * Keeps what belongs to a person under a key of the person's own, so that it can be erased for good; and, where `content`
 * says so, prompts and replies in `llm_contents`. `Subjects` is injectable. The data source needs `llmSubjectsEntities`
 * (or `autoLoadEntities`) and `llmSubjectsMigrations`.
 */
@Module({})
export class LlmSubjectsModule {
  /** Throws a `ConfigurationError` for options that are not legal; one for the master keys comes at boot. */
  static forRoot(options: LlmSubjectsOptions = {}): DynamicModule {
    const { dataSource, keys = { env: 'LLM_ROUTER_MASTER_KEYS' }, content } = options;
    const settings = content && contentSettings(content);
    const source = getDataSourceToken(dataSource);
    return {
      module: LlmSubjectsModule,
      imports: [SubjectVaultModule.forRoot(dataSource, keys, settings)],
      providers: [subjects, contentData(source), retention(source, settings), session],
      exports: [SubjectVaultModule, Subjects, ContentRetention],
    };
  }
}

const subjects: Provider = {
  provide: Subjects,
  inject: [
    SubjectKeys,
    HoldTable,
    PluginRegistry,
    Clock,
    optional(ContentLog),
    optional(AuditTrail),
    optional(RunningConfiguration),
  ],
  useFactory: (
    keys: SubjectsParts['keys'],
    holds: SubjectsParts['holds'],
    plugins: SubjectsParts['plugins'],
    clock: SubjectsParts['clock'],
    contents: SubjectsParts['contents'],
    audit: SubjectsParts['audit'],
    configuration: SubjectsParts['configuration'],
  ) => new Subjects({ keys, holds, plugins, clock, contents, audit, configuration }),
};

function contentData(source: InjectionToken): Provider {
  return {
    provide: ContentData,
    inject: [source, ContentTable],
    useFactory: (it: DataSource, contents: ContentTable) => new ContentData(it, contents),
  };
}

/** Where nothing is kept any more, what was kept still gets old. */
function retention(source: InjectionToken, settings: ContentSettings | undefined): Provider {
  return {
    provide: ContentRetention,
    inject: [source, Clock],
    useFactory: (it: DataSource, clock: Clock) =>
      new ContentRetention(it, settings ?? contentSettings({}), clock),
  };
}

const session: Provider = {
  provide: SubjectsSession,
  inject: [SubjectKeys, ContentRetention, optional(ContentLog)],
  useFactory: (keys: SubjectKeys, sweep: ContentRetention, contents?: ContentLog) =>
    new SubjectsSession(keys, sweep, contents),
};
