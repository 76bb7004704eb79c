import { Inject, Injectable, Optional } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { ConfigurationError } from '../contracts/errors/configuration-error.js';
import { LLM_ROUTER_OPTIONS, type LlmRouterOptions } from '../contracts/options.js';
import type { PluginKind, PluginPorts } from './plugin-kinds.js';
import { pluginKindOf } from './plugin-markers.js';

type Found = { [K in PluginKind]: Map<string, PluginPorts[K]> };
type Lists = { [K in PluginKind]?: readonly PluginPorts[K][] };

/** It begins the names of the provider's models. */
const LEGAL_PROVIDER_ID = /^[a-z0-9][a-z0-9._-]*$/;

/**
 * Finds the marked providers of the whole application, once, when it is first asked, and the upstream providers that the
 * options list. Factory and value providers count; aliases do not. Throws a `ConfigurationError` for a request-scoped plugin and for two plugins of a kind with one id.
 */
@Injectable()
export class PluginRegistry {
  private found: Found | undefined;
  private readonly lists: Lists = {};

  constructor(
    private readonly modules: ModulesContainer,
    @Optional() @Inject(LLM_ROUTER_OPTIONS) private readonly options: LlmRouterOptions = {},
  ) {}

  /** All plugins of a kind, in the order in which Nest registered them; upstream providers in the options go first. */
  all<K extends PluginKind>(kind: K): readonly PluginPorts[K][] {
    const lists: { [P in K]?: readonly PluginPorts[P][] } = this.lists;
    return (lists[kind] ??= [...this.ofKind(kind).values()]);
  }

  /** The plugin with this id; `option` names the place in the configuration that asked for it. */
  byId<K extends PluginKind>(kind: K, id: string, option: string): PluginPorts[K] {
    const plugins = this.ofKind(kind);
    const plugin = plugins.get(id);
    if (plugin === undefined) {
      const known = [...plugins.keys()].sort().join(', ') || 'none';
      throw new ConfigurationError(`${option}: no ${kind} is called "${id}". Known: ${known}.`);
    }
    return plugin;
  }

  private ofKind<K extends PluginKind>(kind: K): Found[K] {
    this.found ??= this.scan();
    return this.found[kind];
  }

  private scan(): Found {
    const found: Found = {
      provider: new Map(),
      strategy: new Map(),
      filter: new Map(),
      classifier: new Map(),
      redactor: new Map(),
      cache: new Map(),
      quota: new Map(),
      sink: new Map(),
      responses: new Map(),
      credentials: new Map(),
      'key-provider': new Map(),
      'subject-data': new Map(),
    };
    for (const provider of this.options.providers ?? []) add(found.provider, 'provider', provider);
    for (const module of this.modules.values()) {
      for (const wrapper of module.providers.values()) {
        if (wrapper.isAlias) continue;
        const instance: unknown = wrapper.instance;
        const kind = pluginKindOf(wrapper.metatype) ?? pluginKindOf(classOf(instance));
        if (kind === undefined) continue;
        if (!wrapper.isDependencyTreeStatic()) {
          throw new ConfigurationError(
            `The ${kind} plugin ${String(wrapper.name)} is request-scoped. Plugins are found once at boot: give it, and all that it injects, the default scope.`,
          );
        }
        add(found[kind], kind, instance as never);
      }
    }
    return found;
  }
}

function add(
  plugins: Map<string, PluginPorts[PluginKind]>,
  kind: PluginKind,
  plugin: PluginPorts[PluginKind],
): void {
  const { id } = plugin;
  const other = plugins.get(id);
  if (other === plugin) return;
  if (kind === 'provider' && !LEGAL_PROVIDER_ID.test(id)) {
    throw new ConfigurationError(
      `A provider is called ${JSON.stringify(id)}. Legal: lower case letters, digits, "-", "_" and ".", and a letter or digit first.`,
    );
  }
  if (other !== undefined) {
    throw new ConfigurationError(
      `Two ${kind} plugins are called "${id}": ${classOf(other)?.name} and ${classOf(plugin)?.name}. Give one of them another id.`,
    );
  }
  plugins.set(id, plugin);
}

function classOf(instance: unknown): { name: string } | undefined {
  return typeof instance === 'object' && instance !== null ? instance.constructor : undefined;
}
