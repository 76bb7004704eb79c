import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '../contracts/clock.js';
import { milliseconds } from '../contracts/checked-options.js';
import { ConfigurationError } from '../contracts/errors/configuration-error.js';
import { LLM_ROUTER_OPTIONS, type LlmRouterOptions } from '../contracts/options.js';
import {
  Conversations,
  type NewResponse,
  type ResponseStore,
  type StoredResponse,
} from '../contracts/response-store.js';
import type { SubjectSince } from '../contracts/subject-vault.js';
import { PluginRegistry } from '../plugin/plugin-registry.js';
import { SealedResponses } from './sealed-responses.js';

/** Responses in the store that the options choose, or in the one that the application brings. */
@Injectable()
export class StoredConversations extends Conversations implements OnApplicationBootstrap {
  private readonly retentionMs: number;
  private chosen: ResponseStore | undefined;

  constructor(
    private readonly plugins: PluginRegistry,
    @Inject(LLM_ROUTER_OPTIONS) private readonly options: LlmRouterOptions,
    private readonly clock: Clock,
    private readonly sealed: SealedResponses,
  ) {
    super();
    this.retentionMs = milliseconds('responses.retention', options.responses?.retention ?? '30d');
  }

  onApplicationBootstrap(): void {
    this.store();
  }

  override async save(owner: string, response: NewResponse, of: SubjectSince): Promise<boolean> {
    const createdAt = this.clock.now();
    const expiresAt = createdAt + this.retentionMs;
    const stored = await this.sealed.seal({ ...response, owner, createdAt, expiresAt }, of);
    if (stored === undefined) return false;
    await this.store().put(stored);
    return true;
  }

  override async find(owner: string, id: string): Promise<StoredResponse | undefined> {
    const stored = await this.store().get(id, owner, this.clock.now());
    return stored && this.sealed.open(stored);
  }

  override remove(owner: string, id: string): Promise<boolean> {
    return this.store().delete(id, owner);
  }

  /** Where responses are kept. */
  store(): ResponseStore {
    this.chosen ??= this.choose();
    return this.chosen;
  }

  private choose(): ResponseStore {
    const { store } = this.options.responses ?? {};
    if (store !== undefined) return this.plugins.byId('responses', store, 'responses.store');
    const brought = this.plugins.all('responses').filter((it) => it.id !== 'memory');
    if (brought.length > 1) {
      throw new ConfigurationError(
        `responses.store: there are several stores, so name one of them: ${brought.map((it) => it.id).join(', ')}.`,
      );
    }
    return brought[0] ?? this.plugins.byId('responses', 'memory', 'responses.store');
  }
}
