import type { MaxPrice, Preferred, RouteDirective } from '../contracts/directives.js';
import { InvalidRequestError } from '../contracts/errors/request-errors.js';
import type { ProviderPreferences } from '../contracts/provider-preferences.js';
import { describeMisfit, placeOf } from '../foundation/value-check.js';
import { hintMisfit } from './hint-checks.js';

/** The part of a request that says where it may go. */
export interface HintedRequest {
  readonly model?: string;
  readonly tier?: string;
  readonly models?: unknown;
  readonly provider?: unknown;
}

/** A request without its hints, and what they say. */
export interface HintsTaken<T> {
  readonly request: T;
  readonly route: RouteDirective | undefined;
}

const STRATEGIES: Readonly<Record<string, string>> = {
  price: 'cheapest',
  throughput: 'throughput',
  latency: 'fastest',
};

/**
 * Takes `provider` and `models` out of a request, as they are for the router and not for a provider. Source of what
 * they mean: https://openrouter.ai/docs/guides/routing/provider-selection. A request without them is given back as it
 * is. Throws an `InvalidRequestError` that names the field at fault.
 */
export function takeHints<T extends HintedRequest>(request: T): HintsTaken<T> {
  if (request.models === undefined && request.provider === undefined) {
    return { request, route: undefined };
  }
  const misfit = hintMisfit(request);
  if (misfit !== undefined) {
    throw new InvalidRequestError(describeMisfit(misfit), placeOf(misfit.path));
  }
  const { models, provider, ...rest } = request;
  return {
    request: rest as T,
    route: {
      ...preferencesOf(provider ?? {}),
      ...modelsOf(request, (models ?? []) as readonly string[]),
    },
  };
}

function modelsOf({ model, tier }: HintedRequest, models: readonly string[]): RouteDirective {
  if (models.length === 0) return {};
  if (model !== undefined || tier !== undefined) return { fallback: models };
  const [first, ...others] = models;
  return { model: first, ...(others.length > 0 ? { fallback: others } : {}) };
}

function preferencesOf(hints: ProviderPreferences): RouteDirective {
  return present({
    order: targets(hints.order),
    only: targets(hints.only),
    ignore: targets(hints.ignore),
    allowFallbacks: hints.allow_fallbacks,
    requireParameters: hints.require_parameters,
    dataCollection: hints.data_collection,
    zeroRetention: hints.zdr,
    strategy: strategyOf(hints.sort),
    maxPrice: hints.max_price && priceOf(hints.max_price),
    preferredMaxLatency: preferredOf(hints.preferred_max_latency),
    preferredMinThroughput: preferredOf(hints.preferred_min_throughput),
  });
}

/** An empty list says nothing. */
function targets(list: readonly string[] | null | undefined): readonly string[] | undefined {
  return list && list.length > 0 ? list : undefined;
}

/** `partition: 'none'` has no counterpart: fallback models stay behind the first one. */
function strategyOf(sort: ProviderPreferences['sort']) {
  const by = typeof sort === 'object' ? sort?.by : sort;
  return by ? STRATEGIES[by] : undefined;
}

/** Images are not priced apart. */
function priceOf({
  prompt,
  completion,
  request,
}: NonNullable<ProviderPreferences['max_price']>): MaxPrice {
  return present({
    prompt: dollars(prompt),
    completion: dollars(completion),
    request: dollars(request),
  });
}

function dollars(amount: number | string | null | undefined): number | undefined {
  return amount === undefined || amount === null ? undefined : Number(amount);
}

function preferredOf(
  wish: number | Record<string, number | null> | null | undefined,
): Preferred | undefined {
  return typeof wish === 'object' && wish !== null ? present<object>(wish) : (wish ?? undefined);
}

/** Without what is not there. */
function present<T extends object>(values: { [K in keyof T]: T[K] | null | undefined }): T {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined && value !== null),
  ) as T;
}
