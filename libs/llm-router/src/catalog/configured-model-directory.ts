import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Candidate } from '../contracts/candidate.js';
import { Clock } from '../contracts/clock.js';
import { ConfigurationError } from '../contracts/errors/configuration-error.js';
import { UnknownModelError } from '../contracts/errors/request-errors.js';
import { type ListedModel, ModelDirectory } from '../contracts/model-directory.js';
import { LLM_ROUTER_OPTIONS, type LlmRouterOptions } from '../contracts/options.js';
import { nearNames } from '../foundation/near-names.js';
import { PluginRegistry } from '../plugin/plugin-registry.js';
import { BoundedCache } from './bounded-cache.js';
import { checkCurrency } from './check-currency.js';
import { ConfiguredNames, type TierRules } from './configured-names.js';
import { ModelShelves } from './model-shelves.js';
import { PriceBook } from './price-book.js';
import { ProviderShelf } from './provider-shelf.js';

/** A longer name cannot be one of ours, and is not worth a search. */
const LONGEST_NAME = 300;

interface Compiled {
  readonly models: ModelShelves;
  readonly names: ConfiguredNames;
}

/**
 * The directory that the options describe: compiled once, at boot or when it is first asked, so that it answers with
 * the same candidates each time.
 */
@Injectable()
export class ConfiguredModelDirectory extends ModelDirectory implements OnModuleInit {
  private compiled: Compiled | undefined;
  private readonly resolved = new BoundedCache<string, readonly Candidate[]>();
  private readonly elsewhere = new BoundedCache<string, readonly Candidate[]>();

  constructor(
    @Inject(LLM_ROUTER_OPTIONS) private readonly options: LlmRouterOptions,
    private readonly plugins: PluginRegistry,
    private readonly clock: Clock,
  ) {
    super();
  }

  /** Checks every name, member, ladder and price in the options, and the currency; throws a `ConfigurationError` for the first that is wrong. */
  onModuleInit(): void {
    if (this.options.currency !== undefined) checkCurrency(this.options.currency);
    this.catalog();
  }

  override resolve(name: string): readonly Candidate[] {
    const known = this.resolved.get(name);
    if (known !== undefined) return known;
    const found = name.length > LONGEST_NAME ? [] : this.look(name);
    if (found.length === 0) throw new UnknownModelError(name, nearNames(name, this.knownNames()));
    this.resolved.set(name, Object.freeze(found));
    return found;
  }

  override tierOf(name: string): TierRules | undefined {
    return this.catalog().names.tierRules.get(name);
  }

  override sameModel(candidate: Candidate): readonly Candidate[] {
    const known = this.elsewhere.get(candidate.id);
    if (known !== undefined) return known;
    const found = Object.freeze(this.catalog().models.elsewhere(candidate));
    this.elsewhere.set(candidate.id, found);
    return found;
  }

  override list(): readonly ListedModel[] {
    const { models, names } = this.catalog();
    return [
      ...[...models.named()].map(({ id, provider }) => ({ id, ownedBy: provider.id })),
      ...[...names.tiers.keys(), ...names.aliases.keys()].map((id) => ({
        id,
        ownedBy: 'llm-router',
      })),
    ];
  }

  private look(name: string): readonly Candidate[] {
    const { models, names } = this.catalog();
    return names.aliases.get(name) ?? names.tiers.get(name) ?? models.find(name);
  }

  private knownNames(): Set<string> {
    const { models, names } = this.catalog();
    return new Set([...names.tiers.keys(), ...names.aliases.keys(), ...models.knownIds()]);
  }

  private catalog(): Compiled {
    return (this.compiled ??= this.compile());
  }

  private compile(): Compiled {
    const { options } = this;
    const book = new PriceBook(this.clock);
    const prices = options.prices ?? {};
    const shelves = new Map<string, ProviderShelf>();
    for (const provider of this.plugins.all('provider')) {
      shelves.set(provider.id, new ProviderShelf(provider, book, prices, this.clock));
    }
    const models = new ModelShelves(shelves);
    for (const id of Object.keys(prices)) {
      const option = `prices[${JSON.stringify(id)}]`;
      if (!models.declare(id, option).some((candidate) => candidate.id === id)) {
        throw new ConfigurationError(`${option}: name the model as provider/model.`);
      }
    }
    return { models, names: new ConfiguredNames(options, models) };
  }
}
