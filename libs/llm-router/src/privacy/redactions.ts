import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { CallFinding } from '../contracts/call-finding.js';
import { DataClasses } from '../contracts/data-classes.js';
import type { RedactDirective } from '../contracts/directives.js';
import { ConfigurationError } from '../contracts/errors/configuration-error.js';
import { InvalidRequestError } from '../contracts/errors/request-errors.js';
import { redactDirectivesOf, type RedactDirectives } from '../contracts/merge-redact.js';
import { LLM_ROUTER_OPTIONS, type LlmRouterOptions } from '../contracts/options.js';
import type { Redactor } from '../contracts/redactor.js';
import { fitsPattern } from '../foundation/name-pattern.js';
import { PluginRegistry } from '../plugin/plugin-registry.js';
import { ActionLayer } from './actions/action-layer.js';
import { ActionTable } from './actions/action-table.js';
import { RedactionSecret } from './actions/redaction-secret.js';
import { directiveProblem } from './directive-problem.js';
import { FindingTally } from './finding-tally.js';
import { AnswerScan } from './output/answer-scan.js';
import { replaceFound } from './replacement.js';
import type { Rewrite } from './rewrite.js';
import { TextSearch } from './text-search.js';
import { Vault, type VaultKeys } from './vault.js';

type Direction = CallFinding['direction'];

/** Applies a rewriter to every text of something; the same thing where nothing changes. */
export type Walk<T> = (rewrite: Rewrite) => T;

export interface KeyScope {
  readonly tenant: string | undefined;
  /** What all calls of a conversation have in common. */
  readonly conversation: readonly string[];
}

/** Something without what was found in it. */
export interface Redaction<T> {
  readonly value: T;
  readonly vault: Vault;
  readonly tally: FindingTally;
}

/** What directives make of texts, whatever these are of. */
@Injectable()
export class Redactions implements OnModuleInit {
  private readonly secret: RedactionSecret;
  private readonly classes: DataClasses;
  private readonly layers = new WeakMap<RedactDirective, ActionLayer>();
  /** Of one directive alone, as most calls have it. */
  private readonly tables = new WeakMap<ActionLayer, ActionTable>();

  private groups: ReadonlyMap<string, readonly string[]> | undefined;
  private watching: { readonly directive: RedactDirective | undefined } | undefined;

  /** Throws a `ConfigurationError` for a secret that is none. */
  constructor(
    private readonly plugins: PluginRegistry,
    @Inject(LLM_ROUTER_OPTIONS) private readonly options: LlmRouterOptions,
  ) {
    this.secret = new RedactionSecret(options.redact?.secret);
    this.classes = new DataClasses(options.privacy);
  }

  /** Throws a `ConfigurationError` where the options name what nobody finds. */
  onModuleInit(): void {
    this.check(this.options.redact, 'redact');
    for (const [name, directive] of Object.entries(this.options.privacy?.redact ?? {})) {
      if (!this.classes.names.includes(name)) {
        throw new ConfigurationError(
          `privacy.redact: ${JSON.stringify(name)} is no class of data. Legal: ${this.classes.names.join(', ')}.`,
        );
      }
      this.check(directive, `privacy.redact.${name}`);
    }
  }

  /** Throws a `ConfigurationError` that begins with `place`. */
  check(directives: RedactDirectives | undefined, place: string): void {
    for (const it of redactDirectivesOf(directives)) {
      const problem = directiveProblem(it, this.redactors);
      if (problem !== undefined) throw new ConfigurationError(`${place}${problem}`);
    }
  }

  /** What has to be looked for so that the data policy can go by it; undefined where it goes by nothing that is found. */
  get watch(): RedactDirective | undefined {
    return (this.watching ??= { directive: this.watched() }).directive;
  }

  /** Whether calls have to be redacted for their class alone. */
  get goesByClass(): boolean {
    return this.options.privacy?.redact !== undefined;
  }

  /** What the policy obliges calls of a class to. */
  ofClass(name: string | undefined): readonly RedactDirective[] {
    return Object.entries(this.options.privacy?.redact ?? {})
      .filter(([threshold]) => this.classes.reaches(name, threshold))
      .map(([, directive]) => directive);
  }

  /** Undefined: nobody wants anything in this direction. Throws an `InvalidRequestError` for names that nobody knows. */
  tableOf(directives: readonly RedactDirective[], direction: Direction): ActionTable | undefined {
    const layers = directives
      .filter((it) => [direction, 'both'].includes(it.direction ?? 'input'))
      .map((it) => this.layerOf(it));
    const [only, ...others] = layers;
    if (only === undefined) return undefined;
    if (others.length > 0) return new ActionTable(layers, this.redactors);
    const table = this.tables.get(only) ?? new ActionTable(layers, this.redactors);
    this.tables.set(only, table);
    return table;
  }

  /** A promise only where a redactor takes its time. What is to be blocked is in the tally, and still in the value. */
  redact<T>(
    walk: Walk<T>,
    table: ActionTable | undefined,
    scope: KeyScope,
  ): Redaction<T> | Promise<Redaction<T>> {
    const tally = new FindingTally('input');
    const search = table && new TextSearch(this.redactors, table);
    const vault = new Vault(this.keysOf(scope), () => search?.texts ?? []);
    if (search === undefined) return { value: walk((text) => text), vault, tally };
    walk((text, place) => {
      search.add(text, place);
      return text;
    });
    const replace = (): Redaction<T> => ({
      value: walk((text, place) => replaceFound(text, search.foundIn(text, place), vault, tally)),
      vault,
      tally,
    });
    const done = search.run();
    return done === undefined ? replace() : done.then(replace);
  }

  /** For answers to what a vault's tokens stand in. */
  answerScan(
    table: ActionTable,
    vault: Vault,
    onFound?: (findings: readonly CallFinding[]) => void,
  ): AnswerScan {
    return new AnswerScan(this.redactors, table, vault, onFound);
  }

  /** The same names, and the groups that they belong to. */
  withGroups(entities: readonly string[]): readonly string[] {
    if (entities.length === 0) return entities;
    this.groups ??= groupsByEntity(this.redactors);
    return [...new Set([...entities, ...entities.flatMap((it) => this.groups?.get(it) ?? [])])];
  }

  private watched(): RedactDirective | undefined {
    const { detected = {}, policies = [] } = this.options.privacy ?? {};
    const named = [
      ...Object.keys(detected),
      ...policies.flatMap(({ when }) => when?.entities ?? []),
    ];
    const known = this.redactors.flatMap((it) => [...it.entities, ...Object.keys(it.groups ?? {})]);
    const entities = [...new Set(known)].filter((it) =>
      named.some((name) => fitsPattern(name, it)),
    );
    return entities.length === 0 ? undefined : { entities, action: 'flag' };
  }

  private keysOf({ tenant, conversation }: KeyScope): VaultKeys {
    const owner = tenant ?? null;
    return {
      conversation: () => this.secret.keyFor('conversation', owner, ...conversation),
      hashes: () => this.secret.keyFor('hashes', owner),
    };
  }

  private layerOf(directive: RedactDirective): ActionLayer {
    let layer = this.layers.get(directive);
    if (layer === undefined) {
      const problem = directiveProblem(directive, this.redactors);
      if (problem !== undefined) {
        throw new InvalidRequestError(`redact${problem}`, `redact${problem.split(':', 1)[0]}`);
      }
      layer = new ActionLayer(directive, this.redactors);
      this.layers.set(directive, layer);
    }
    return layer;
  }

  private get redactors(): readonly Redactor[] {
    return this.plugins.all('redactor');
  }
}

/** The groups that each kind belongs to, but for those of everything. */
function groupsByEntity(redactors: readonly Redactor[]): ReadonlyMap<string, readonly string[]> {
  const byEntity = new Map<string, string[]>();
  for (const { entities, groups = {} } of redactors) {
    for (const [name, members] of Object.entries(groups)) {
      if (members.length >= entities.length) continue;
      for (const it of members) byEntity.set(it, [...(byEntity.get(it) ?? []), name]);
    }
  }
  return byEntity;
}
