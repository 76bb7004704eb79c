import type { DataSource } from 'typeorm';
import { InvalidRequestError } from '../../../contracts/errors/request-errors.js';
import type { ModelDirectory } from '../../../contracts/model-directory.js';
import type { ModelPrice, PicoDollars } from '../../../contracts/model-price.js';
import { TOKEN_CLASSES, type TokenUsage } from '../../../contracts/token-usage.js';
import type { TimeRange } from '../time-range.js';
import type { UsageFilter } from '../usage-shape.js';
import { type BilledTry, billedTries } from './billed-tries.js';

/** Which calls, and which models in the place of theirs. */
export interface WhatIfQuery extends TimeRange {
  /** Names as in requests, 1 to 20; a tier stands for each of its models. */
  readonly models: readonly string[];
  readonly filter?: UsageFilter;
}

/** What the same tokens would have cost elsewhere. */
export interface WhatIf {
  /** Tries that used tokens or cost something. Corrections are in `actual.cost`, and in nothing else. */
  readonly attempts: number;
  readonly actual: {
    readonly cost: PicoDollars;
    /** Tries whose real cost is unknown; they have a price in the alternatives. */
    readonly costUnknown: number;
    /** Tries whose tokens are our estimate. */
    readonly estimated: number;
  };
  readonly alternatives: readonly Alternative[];
}

export interface Alternative {
  /** `provider/model`. */
  readonly model: string;
  /** Null where its price is unknown. */
  readonly cost: PicoDollars | null;
  /** `cost` less the actual cost; null where one of the two is not known in full. */
  readonly difference: PicoDollars | null;
  readonly priceVersion: string | null;
}

const MOST_MODELS = 20;

/**
 * Prices every try of the range anew, at the standard rates that the model had at that time. Classes of tokens that the
 * model has no rate for cost what their parent costs. It cannot know how many tokens another model would have used: its
 * tokenizer, the length of its answers, its prompt cache, and its failures are not the same; nor how many images were
 * sent, where a model bills them by the piece.
 * Throws an `InvalidRequestError` for no or too many models, and an `UnknownModelError` with near names.
 */
export async function whatIf(
  dataSource: DataSource,
  directory: ModelDirectory,
  query: WhatIfQuery,
): Promise<WhatIf> {
  const { models } = query;
  if (models.length < 1 || models.length > MOST_MODELS) {
    throw new InvalidRequestError(
      `Name 1 to ${MOST_MODELS} models; there are ${models.length}.`,
      'models',
    );
  }
  const candidates = new Map(
    models.flatMap((name) => directory.resolve(name)).map((it) => [it.id, it]),
  );
  const counters = [...candidates.values()].map(({ id, price }) => new Counter(id, price));
  let attempts = 0;
  let cost = 0n;
  let costUnknown = 0;
  let estimated = 0;
  for await (const tries of billedTries(dataSource, query)) {
    for (const it of tries) {
      cost += it.cost ?? 0n;
      if (it.correction) continue;
      attempts++;
      if (it.cost === null) costUnknown++;
      if (it.usage.estimated) estimated++;
      for (const counter of counters) counter.add(it);
    }
  }
  return {
    attempts,
    actual: { cost, costUnknown, estimated },
    alternatives: counters.map((it) => it.result(costUnknown === 0 ? cost : null)),
  };
}

class Counter {
  private cost = 0n;

  constructor(
    private readonly model: string,
    private readonly price: ModelPrice | undefined,
  ) {}

  add({ usage, startedAt }: BilledTry): void {
    if (this.price === undefined || !hasTokens(usage)) return;
    this.cost += this.price.costOf(usage, { at: startedAt });
  }

  result(actual: PicoDollars | null): Alternative {
    const cost = this.price === undefined ? null : this.cost;
    return {
      model: this.model,
      cost,
      difference: cost === null || actual === null ? null : cost - actual,
      priceVersion: this.price?.version ?? null,
    };
  }
}

/** A try that used none was not answered, and is not billed for having been made. */
function hasTokens(usage: TokenUsage): boolean {
  return TOKEN_CLASSES.some((name) => usage[name] > 0);
}
