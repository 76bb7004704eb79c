import { Inject, Injectable } from '@nestjs/common';
import type { Candidate } from '../contracts/candidate.js';
import { Clock } from '../contracts/clock.js';
import { DataClasses, listOf } from '../contracts/data-classes.js';
import type { DataFact, DataPolicy } from '../contracts/data-policy.js';
import { ModelDirectory } from '../contracts/model-directory.js';
import { LLM_ROUTER_OPTIONS, type LlmRouterOptions } from '../contracts/options.js';
import { canonicalJson } from '../foundation/canonical-json.js';
import { PluginRegistry } from '../plugin/plugin-registry.js';
import { CompiledPolicy } from './compiled-policy.js';
import { declaredFacts, factsOf } from './declared-facts.js';
import { isThirdCountry } from './jurisdictions.js';
import type { ProcessingRecordData, RecipientRecord } from './processing-record-data.js';
import { recordMarkdown } from './record-markdown.js';

const FACTS: readonly DataFact[] = [
  'regions',
  'jurisdictions',
  'retentionDays',
  'trainsOnData',
  'dpa',
  'baa',
  'subProcessors',
];

/** The record of processing, as the configuration has it. */
@Injectable()
export class ProcessingRecord {
  constructor(
    @Inject(LLM_ROUTER_OPTIONS) private readonly options: LlmRouterOptions,
    private readonly plugins: PluginRegistry,
    private readonly directory: ModelDirectory,
    private readonly clock: Clock,
  ) {}

  data(): ProcessingRecordData {
    const { privacy } = this.options;
    const classes = new DataClasses(privacy);
    const policies = (privacy?.policies ?? []).map((it) => ({
      it,
      compiled: new CompiledPolicy(it, classes, privacy?.regionGroups),
    }));
    const unlabelled = classes.of({});
    return {
      generatedAt: new Date(this.clock.now()).toISOString(),
      purposes: this.purposes(),
      classes: classes.names,
      ...(unlabelled === undefined ? {} : { unlabelled }),
      detected: privacy?.detected ?? {},
      policies: policies.map(({ it: { name, when = {} }, compiled: { requires } }) => ({
        name,
        when,
        requires,
      })),
      recipients: this.recipients(policies.map(({ compiled }) => compiled)),
    };
  }

  markdown(): string {
    return recordMarkdown(this.data());
  }

  /** Those that are declared, then those that policies and rules name. */
  private purposes(): Readonly<Record<string, string>> {
    const { privacy, routing } = this.options;
    const named = [
      ...(privacy?.policies ?? []).flatMap(({ when }) => when?.purposes ?? []),
      ...(routing?.rules ?? []).flatMap(({ then }) => listOf(then.purpose)),
    ].filter((it) => !it.includes('*'));
    return { ...Object.fromEntries(named.map((it) => [it, ''])), ...privacy?.purposes };
  }

  private recipients(policies: readonly CompiledPolicy[]): readonly RecipientRecord[] {
    const candidates = this.directory
      .list()
      .filter(({ ownedBy }) => ownedBy !== 'llm-router')
      .flatMap(({ id }) => this.directory.resolve(id));
    return this.plugins.all('provider').flatMap((provider) => {
      const own = candidates.filter((it) => it.provider === provider);
      if (own.length === 0) return [recipient(provider.id, [], factsOf(provider), policies)];
      const alike = new Map<string, Candidate[]>();
      for (const it of own) {
        const facts = canonicalJson(declaredFacts(it));
        alike.set(facts, [...(alike.get(facts) ?? []), it]);
      }
      return [...alike.values()].map((models) =>
        recipient(provider.id, models, declaredFacts(models[0]!), policies),
      );
    });
  }
}

function recipient(
  provider: string,
  models: readonly Candidate[],
  facts: DataPolicy,
  policies: readonly CompiledPolicy[],
): RecipientRecord {
  const { jurisdictions } = facts;
  return {
    provider,
    models: models.map(({ upstreamModel }) => upstreamModel),
    facts,
    unknown: FACTS.filter((fact) => facts[fact] === undefined),
    ...(jurisdictions && { thirdCountries: jurisdictions.filter(isThirdCountry) }),
    meets: policies
      .filter((it) => models.length > 0 && models.every((model) => it.admits(model)))
      .map(({ name }) => name),
  };
}
