import { listOf } from './data-classes.js';
import type { MaxPrice, RouteDirective } from './directives.js';

/** Every field, so that none is forgotten here. */
type EveryField = { [Field in keyof Required<RouteDirective>]: RouteDirective[Field] };

/**
 * What `inner` says within `outer`: preferences of the nearer win, tags add up, limits only tighten. Allow-lists that
 * have nothing in common leave an empty list, which matches nobody.
 */
export function mergeRoute(
  outer?: RouteDirective,
  inner?: RouteDirective,
): RouteDirective | undefined {
  if (outer === undefined) return inner;
  if (inner === undefined || inner === outer) return outer;
  const named = inner.model === undefined && inner.tier === undefined ? outer : inner;
  const merged: EveryField = {
    model: named.model,
    tier: named.tier,
    fallback: inner.fallback ?? outer.fallback,
    strategy: inner.strategy ?? outer.strategy,
    timeout: inner.timeout ?? outer.timeout,
    order: inner.order ?? outer.order,
    preferredMaxLatency: inner.preferredMaxLatency ?? outer.preferredMaxLatency,
    preferredMinThroughput: inner.preferredMinThroughput ?? outer.preferredMinThroughput,
    priority: inner.priority ?? outer.priority,
    session: inner.session ?? outer.session,
    hedge: inner.hedge ?? outer.hedge,
    continueStreams: inner.continueStreams ?? outer.continueStreams,
    only: both(outer.only, inner.only, commonTargets),
    regions: both(outer.regions, inner.regions, commonTexts),
    ignore: both(outer.ignore, inner.ignore, allTexts),
    sensitivity: both(outer.sensitivity, inner.sensitivity, allLabels),
    sensitivityFloor: both(outer.sensitivityFloor, inner.sensitivityFloor, allLabels),
    purpose: both(outer.purpose, inner.purpose, allLabels),
    requireTags: both(outer.requireTags, inner.requireTags, allTexts),
    maxPrice: both(outer.maxPrice, inner.maxPrice, lowerPrice),
    dataCollection: stricter('deny', outer.dataCollection, inner.dataCollection),
    zeroRetention: stricter(true, outer.zeroRetention, inner.zeroRetention),
    requireParameters: stricter(true, outer.requireParameters, inner.requireParameters),
    allowFallbacks: stricter(false, outer.allowFallbacks, inner.allowFallbacks),
    tags: both(outer.tags, inner.tags, allTags),
  };
  return merged;
}

function both<T>(outer: T | undefined, inner: T | undefined, merge: (outer: T, inner: T) => T) {
  if (outer === undefined) return inner;
  return inner === undefined ? outer : merge(outer, inner);
}

function stricter<T>(strict: T, outer: T | undefined, inner: T | undefined): T | undefined {
  return outer === strict ? strict : (inner ?? outer);
}

/** A provider stands for all of its models, so that `openai` and `openai/gpt-4.1` have the latter in common. */
function commonTargets(outer: readonly string[], inner: readonly string[]): readonly string[] {
  const common = new Set<string>();
  for (const a of outer) {
    for (const b of inner) {
      if (isSame(a, b) || isModelOf(b, a)) common.add(b);
      else if (isModelOf(a, b)) common.add(a);
    }
  }
  return [...common];
}

function isModelOf(target: string, provider: string): boolean {
  return (
    target.indexOf('/') === provider.length && isSame(target.slice(0, provider.length), provider)
  );
}

function commonTexts(outer: readonly string[], inner: readonly string[]): readonly string[] {
  return outer.filter((a) => inner.some((b) => isSame(a, b)));
}

/** Names of providers, models and regions count in any case. */
function isSame(a: string, b: string): boolean {
  return a === b || (a.length === b.length && a.toLowerCase() === b.toLowerCase());
}

function allTexts(outer: readonly string[], inner: readonly string[]): readonly string[] {
  return [...new Set([...outer, ...inner])];
}

type LabelList = string | readonly string[];

function allLabels(outer: LabelList, inner: LabelList): LabelList {
  if (outer === inner) return outer;
  return allTexts(listOf(outer), listOf(inner));
}

function lowerPrice(outer: MaxPrice, inner: MaxPrice): MaxPrice {
  return {
    prompt: both(outer.prompt, inner.prompt, Math.min),
    completion: both(outer.completion, inner.completion, Math.min),
    request: both(outer.request, inner.request, Math.min),
  };
}

function allTags(
  outer: Readonly<Record<string, string>>,
  inner: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return { ...outer, ...inner };
}
