import type { DynamicModule, Provider, Type } from '@nestjs/common';
import { KeyEventSource } from '../contracts/key-events.js';
import { KeyEvents } from './key-events.js';
import { KeyRateQuota } from './key-rate.quota.js';
import { KeyScopeFilter } from './key-scope.filter.js';
import { KeyStore } from './key-store.js';
import { LLM_KEYS_OPTIONS, type LlmKeysOptions } from './keys-options.js';
import { LlmKeyGuard } from './llm-key.guard.js';
import { VirtualKeys } from './virtual-keys.js';

/** A global module of everything about keys, over this store. */
export function keysModule(
  module: Type,
  options: LlmKeysOptions,
  store: Provider & { readonly provide: unknown },
  imports: DynamicModule['imports'] = [],
): DynamicModule {
  return {
    module,
    global: true,
    imports,
    providers: [
      { provide: LLM_KEYS_OPTIONS, useValue: options },
      store,
      KeyEvents,
      { provide: KeyEventSource, useExisting: KeyEvents },
      VirtualKeys,
      KeyScopeFilter,
      KeyRateQuota,
      LlmKeyGuard,
    ],
    exports: [VirtualKeys, KeyEvents, KeyEventSource, LlmKeyGuard, KeyStore],
  };
}
