import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { LLM_ROUTER_OPTIONS, type LlmRouterOptions } from '../contracts/options.js';
import type { ProviderAdapter } from '../contracts/provider-adapter.js';
import { RunningConfiguration } from '../contracts/running-configuration.js';
import { canonicalJson } from '../foundation/canonical-json.js';
import type { PluginKind } from '../plugin/plugin-kinds.js';
import { PluginRegistry } from '../plugin/plugin-registry.js';

/** 128 bits: enough to tell configurations apart. */
const HASH_DIGITS = 32;

/** Plugins that decide about calls; a sink or a source of keys changes no answer. */
const DECIDING = ['strategy', 'filter', 'classifier', 'redactor', 'cache', 'quota'] as const;

/**
 * What this application's calls run under, as one hash: the options, the providers with what they declare, and the ids of
 * the plugins that decide. Keys are no part of it; of functions and objects with a class of their own, only the name is.
 */
@Injectable()
export class Configuration extends RunningConfiguration {
  private known: string | undefined;

  constructor(
    @Inject(LLM_ROUTER_OPTIONS) private readonly options: LlmRouterOptions,
    private readonly plugins: PluginRegistry,
  ) {
    super();
  }

  /** SHA-256 over canonical JSON, in hexadecimal, its first 32 digits. */
  override get hash(): string {
    this.known ??= createHash('sha256')
      .update(canonicalJson(this.describe()))
      .digest('hex')
      .slice(0, HASH_DIGITS);
    return this.known;
  }

  private describe(): unknown {
    const { providers: _declared, redact, ...others } = this.options;
    const options = { ...others, redact: redact && { ...redact, secret: undefined } };
    const ids = (kind: PluginKind) =>
      this.plugins
        .all(kind)
        .map(({ id }) => id)
        .sort();
    return {
      options: plain(options, new Set()),
      providers: this.plugins.all('provider').map(declared),
      plugins: Object.fromEntries(DECIDING.map((kind) => [kind, ids(kind)])),
    };
  }
}

function declared(provider: ProviderAdapter): unknown {
  const { id, dialect, priceBookId, models, openEnded, region, dataPolicy } = provider;
  return plain({ id, dialect, priceBookId, models, openEnded, region, dataPolicy }, new Set());
}

/** What JSON can hold of a value. */
function plain(value: unknown, within: Set<object>): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'function') return `function ${value.name}`;
  if (typeof value !== 'object' || value === null) return value;
  if (within.has(value)) return 'circular';
  const inside = new Set(within).add(value);
  if (Array.isArray(value)) return value.map((it) => plain(it, inside));
  if (value instanceof RegExp || value instanceof Date) return value.toString();
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && prototype !== Object.prototype) return `a ${value.constructor.name}`;
  return Object.fromEntries(Object.entries(value).map(([key, it]) => [key, plain(it, inside)]));
}
