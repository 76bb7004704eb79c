import { type DynamicModule, Module } from '@nestjs/common';
import { getDataSourceToken, TypeOrmModule } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { KeyStore } from '../key-store.js';
import { keysModule } from '../keys-module.js';
import type { LlmKeysOptions } from '../keys-options.js';
import { LlmKey } from './llm-key.entity.js';
import { TypeOrmKeyStore } from './typeorm-key-store.js';

/** The options of `LlmKeysModule.forRoot()`. */
export interface LlmStoredKeysOptions extends LlmKeysOptions {
  /** Name of the TypeORM data source that holds the keys. Default: the one without a name. */
  readonly dataSource?: string;
}

/**
 * `VirtualKeys` and `LlmKeyGuard`, injectable everywhere, with the keys in a database. The data source needs the entity
 * `LlmKey` (`autoLoadEntities`, or by name) and `llmKeysMigrations`.
 */
@Module({})
export class LlmKeysModule {
  static forRoot(options: LlmStoredKeysOptions = {}): DynamicModule {
    const { dataSource } = options;
    const repositories = TypeOrmModule.forFeature([LlmKey], dataSource);
    const store = {
      provide: KeyStore,
      inject: [getDataSourceToken(dataSource)],
      useFactory: (source: DataSource) => new TypeOrmKeyStore(source),
    };
    const module = keysModule(LlmKeysModule, options, store, [repositories]);
    return { ...module, exports: [...(module.exports ?? []), repositories] };
  }
}
