import { type DynamicModule, Module } from '@nestjs/common';
import { KeyStore } from './key-store.js';
import { keysModule } from './keys-module.js';
import type { LlmKeysOptions } from './keys-options.js';
import { MemoryKeyStore } from './memory-key-store.js';

/**
 * `VirtualKeys` and `LlmKeyGuard` without a database: for tests, and for applications whose keys are all seeds. What is
 * created at run time is gone at the end.
 */
@Module({})
export class LlmMemoryKeysModule {
  /** `store`: a `KeyStore` of your own in the place of the one in memory. */
  static forRoot(options: LlmKeysOptions & { readonly store?: KeyStore } = {}): DynamicModule {
    const { store = new MemoryKeyStore() } = options;
    return keysModule(LlmMemoryKeysModule, options, { provide: KeyStore, useValue: store });
  }
}
