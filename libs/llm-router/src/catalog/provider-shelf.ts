import type { Candidate } from '../contracts/candidate.js';
import type { Clock } from '../contracts/clock.js';
import { ConfigurationError } from '../contracts/errors/configuration-error.js';
import type { DeclaredRates, ModelDeclaration, ModelFacts } from '../contracts/model-facts.js';
import type { ProviderAdapter } from '../contracts/provider-adapter.js';
import { BoundedCache } from './bounded-cache.js';
import { declaredPrice } from './declared-price.js';
import type { BookEntry, PriceBook } from './price-book.js';

/** One provider's models: those that the configuration names, and those that may be asked for beside them. */
export class ProviderShelf {
  private readonly configured = new Map<string, Candidate>();
  private readonly others = new BoundedCache<string, Candidate>();
  private readonly declarations = new Map<string, ModelDeclaration>();
  /** The provider's id in the price book; undefined where the book does not know it. */
  private readonly bookId: string | undefined;

  constructor(
    readonly provider: ProviderAdapter,
    private readonly book: PriceBook,
    private readonly prices: Readonly<Record<string, DeclaredRates>>,
    private readonly clock: Clock,
  ) {
    this.bookId = this.bookIdOf(provider);
    for (const declaration of provider.models) {
      if (this.declarations.has(declaration.id)) {
        throw new ConfigurationError(
          `The provider "${provider.id}" declares the model "${declaration.id}" twice.`,
        );
      }
      this.declarations.set(declaration.id, declaration);
    }
    for (const model of this.declarations.keys()) this.declare(model);
  }

  /** Models that the configuration names, in its order. */
  get named(): Iterable<Candidate> {
    return this.configured.values();
  }

  /** Ids of all models that are known by name, those of the price book included. */
  knownIds(): readonly string[] {
    const listed = this.bookId === undefined ? undefined : this.book.modelsOf(this.bookId);
    const ids = (listed ?? []).map((model) => `${this.provider.id}/${model}`);
    return [...[...this.configured.values()].map((candidate) => candidate.id), ...ids];
  }

  /** The candidate for a model that the configuration names: from now on it counts as known. */
  declare(model: string): Candidate {
    const candidate = this.configured.get(model) ?? this.compile(model, this.bookEntry(model));
    this.configured.set(model, candidate);
    return candidate;
  }

  /** The candidate for a model that a caller asked this provider for; undefined where it is not known here. */
  find(model: string): Candidate | undefined {
    return this.findKnown(model) ?? (this.provider.openEnded ? this.remember(model) : undefined);
  }

  /** As `find`, for a caller that named no provider: what an open-ended one might have does not count. */
  findKnown(model: string): Candidate | undefined {
    const configured = this.configured.get(model);
    if (configured !== undefined) return configured;
    const entry = this.bookEntry(model);
    return entry?.own ? this.remember(model, entry) : undefined;
  }

  private remember(model: string, entry = this.bookEntry(model)): Candidate {
    const remembered = this.others.get(model);
    if (remembered !== undefined) return remembered;
    const candidate = this.compile(model, entry);
    this.others.set(model, candidate);
    return candidate;
  }

  private compile(model: string, entry: BookEntry | undefined): Candidate {
    const id = `${this.provider.id}/${model}`;
    const declaration = this.declarations.get(model);
    const facts = { ...factsOf(declaration) };
    if (facts.contextWindow === undefined && entry?.contextWindow !== undefined) {
      facts.contextWindow = entry.contextWindow;
    }
    if (facts.region === undefined && this.provider.region !== undefined) {
      facts.region = this.provider.region;
    }
    return Object.freeze({
      id,
      provider: this.provider,
      upstreamModel: model,
      facts: Object.freeze(facts),
      price: this.configuredPrice(id, declaration) ?? entry?.price,
    });
  }

  private configuredPrice(id: string, declaration: ModelDeclaration | undefined) {
    const name = JSON.stringify(id);
    const rates = this.prices[id];
    if (rates !== undefined) return declaredPrice(rates, `prices[${name}]`, this.clock);
    const declared = declaration?.price;
    return declared && declaredPrice(declared, `models[${name}].price`, this.clock);
  }

  private bookEntry(model: string): BookEntry | undefined {
    return this.bookId === undefined ? undefined : this.book.entry(this.bookId, model);
  }

  private bookIdOf({ id, priceBookId }: ProviderAdapter): string | undefined {
    if (priceBookId === null) return undefined;
    if (this.book.modelsOf(priceBookId ?? id) !== undefined) return priceBookId ?? id;
    if (priceBookId === undefined) return undefined;
    throw new ConfigurationError(
      `The provider "${id}" has the priceBookId "${priceBookId}", which the price book does not know. Legal: an id of genai-prices such as openai, anthropic, google, groq; null for no prices.`,
    );
  }
}

function factsOf(declaration: ModelDeclaration | undefined): {
  -readonly [K in keyof ModelFacts]: ModelFacts[K];
} {
  if (declaration === undefined) return {};
  const { id: _id, price: _price, ...facts } = declaration;
  return facts;
}
