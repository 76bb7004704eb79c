import { createHash } from 'node:crypto';
import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { CallCompliance } from '../contracts/call-compliance.js';
import type { Candidate } from '../contracts/candidate.js';
import { DataClasses, listOf } from '../contracts/data-classes.js';
import type { PrivacyOptions } from '../contracts/data-policy.js';
import type { RouteDirective } from '../contracts/directives.js';
import { ConfigurationError } from '../contracts/errors/configuration-error.js';
import { InvalidRequestError } from '../contracts/errors/request-errors.js';
import type { Exchange } from '../contracts/exchange.js';
import { ModelDirectory } from '../contracts/model-directory.js';
import { LLM_ROUTER_OPTIONS, type LlmRouterOptions } from '../contracts/options.js';
import { canonicalJson } from '../foundation/canonical-json.js';
import { dataPolicyMisfit } from '../foundation/data-policy-check.js';
import { describeMisfit } from '../foundation/value-check.js';
import { PluginRegistry } from '../plugin/plugin-registry.js';
import { limitsOf } from './call-limits.js';
import { checkPrivacy } from './check-privacy.js';
import { CompiledPolicy, type PolicySubject } from './compiled-policy.js';
import { NO_RULING, Ruling } from './ruling.js';

const HASH_DIGITS = 32;
/** What calls say of themselves comes from outside, and must not fill the memory. */
const REMEMBERED = 1_000;

/** Says of a call which policies hold for it, and of a candidate what it lacks to be sent it. */
@Injectable()
export class CompliancePolicy implements OnModuleInit {
  private readonly classes: DataClasses;
  private readonly policies: readonly CompiledPolicy[];
  private readonly rulings = new Map<string, Ruling>();
  private readonly privacy: PrivacyOptions | undefined;

  constructor(
    @Inject(LLM_ROUTER_OPTIONS) private readonly options: LlmRouterOptions,
    private readonly plugins: PluginRegistry,
    private readonly directory: ModelDirectory,
  ) {
    this.privacy = options.privacy;
    this.classes = new DataClasses(this.privacy);
    this.policies = (this.privacy?.policies ?? []).map(
      (it) => new CompiledPolicy(it, this.classes, this.privacy?.regionGroups),
    );
  }

  /** Checks the policies, every declared fact, and that the classifier does not go past them; throws a `ConfigurationError`. */
  onModuleInit(): void {
    const providers = this.plugins.all('provider');
    if (this.privacy !== undefined) {
      checkPrivacy(this.privacy, {
        entities: [
          ...new Set(
            this.plugins
              .all('redactor')
              .flatMap((it) => [...it.entities, ...Object.keys(it.groups ?? {})]),
          ),
        ],
        providers: providers.map(({ id }) => id),
      });
    }
    for (const { id, dataPolicy, models } of providers) {
      checkFacts(dataPolicy, `The provider "${id}": dataPolicy`);
      for (const model of models) {
        checkFacts(model.dataPolicy, `The model "${id}/${model.id}": dataPolicy`);
      }
    }
    this.checkClassifier();
    this.warnOfDeadEnds();
  }

  /**
   * What holds for a call under this directive. Throws an `InvalidRequestError` for a class or purpose that does not exist:
   * what is labelled wrongly goes nowhere.
   */
  ruling(
    { caller, entities }: Pick<Exchange, 'caller' | 'entities'>,
    route: RouteDirective = {},
  ): Ruling {
    const { sensitivity, sensitivityFloor, purpose, regions, dataCollection, zeroRetention } =
      route;
    const said = [sensitivity, sensitivityFloor, purpose, regions, dataCollection, zeroRetention];
    if (this.privacy === undefined && said.every((it) => it === undefined)) return NO_RULING;
    const { tenant, team, keyId } = caller;
    const key = JSON.stringify([said, entities, tenant, team, keyId]);
    const known = this.rulings.get(key);
    if (known !== undefined) return known;
    const ruling = this.rule(route, { tenant, team, key: keyId, entities: entities ?? [] });
    if (this.rulings.size >= REMEMBERED) this.rulings.clear();
    this.rulings.set(key, ruling);
    return ruling;
  }

  private rule(
    route: RouteDirective,
    about: Omit<PolicySubject, 'sensitivity' | 'purposes'>,
  ): Ruling {
    const problem = this.classes.problemOf(route);
    if (problem !== undefined) throw new InvalidRequestError(problem, problem.split(':', 1)[0]);
    const limits = limitsOf(route);
    const sensitivity = this.classes.of(route, about.entities);
    const purposes = listOf(route.purpose);
    const policies = this.policies.filter((it) => it.holds({ ...about, sensitivity, purposes }));
    const isPlain = sensitivity === undefined && purposes.length === 0;
    if (isPlain && policies.length === 0 && limits.length === 0) return NO_RULING;
    const compliance: CallCompliance = {
      ...(sensitivity === undefined ? {} : { sensitivity }),
      purposes,
      policies: policies.map(({ name }) => name),
      requirements: [
        ...policies.flatMap(({ words }) => words),
        ...limits.map(({ words }) => `the call requires ${words}`),
      ],
      hash: this.hashOf(policies),
    };
    return new Ruling(Object.freeze(compliance), policies, limits);
  }

  private hashOf(policies: readonly CompiledPolicy[]): string {
    const { regionGroups } = this.privacy ?? {};
    const json = canonicalJson({ required: policies.map(({ require }) => require), regionGroups });
    return createHash('sha256').update(json).digest('hex').slice(0, HASH_DIGITS);
  }

  private checkClassifier(): void {
    const id = this.options.routing?.classifier;
    if (id === undefined || this.policies.length === 0) return;
    if (!this.plugins.byId('classifier', id, 'routing.classifier').bypassesPolicy) return;
    throw new ConfigurationError(
      `routing.classifier: "${id}" sends prompts to others without asking the policies of privacy.policies. Legal: a classifier that runs in this process, or embeddingClassifier() with embed: routerEmbeddings(router, …).`,
    );
  }

  private warnOfDeadEnds(): void {
    if (this.policies.length === 0) return;
    const candidates: Candidate[] = this.plugins
      .all('provider')
      .flatMap(({ id, models }) =>
        models.flatMap((it) => this.directory.resolve(`${id}/${it.id}`)),
      );
    for (const policy of this.policies) {
      if (candidates.length === 0) return;
      if (candidates.some((it) => policy.admits(it))) continue;
      new Logger(CompliancePolicy.name).warn(
        `No declared model meets the policy "${policy.name}": calls that it holds for will be refused.`,
      );
    }
  }
}

function checkFacts(facts: unknown, place: string): void {
  const misfit = facts === undefined ? undefined : dataPolicyMisfit(facts);
  if (misfit === undefined) return;
  const told = describeMisfit(misfit).replace(/^: /, '');
  throw new ConfigurationError(`${place}${misfit.path.length > 0 ? '.' : ': '}${told}`);
}
