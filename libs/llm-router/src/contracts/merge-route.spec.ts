import fc from 'fast-check';
import { listOf } from './data-classes.js';
import type { MaxPrice, RouteDirective } from './directives.js';
import { mergeRoute } from './merge-route.js';

const targets = [
  'openai',
  'OpenAI',
  'openai/gpt-4.1',
  'openai/GPT-4.1',
  'openai/a/b',
  'groq',
  'groq/llama',
  'open',
];
const some = (...texts: string[]) => fc.subarray(texts);
const price = fc.constantFrom(0, 0.5, 1, 30);

const limits = {
  only: some(...targets),
  ignore: some(...targets),
  regions: some('eu', 'EU', 'us', 'eu-central-1'),
  requireTags: some('eu', 'tuned', 'fast'),
  maxPrice: fc.record({ prompt: price, completion: price, request: price }, { requiredKeys: [] }),
  dataCollection: fc.constantFrom('allow' as const, 'deny' as const),
  zeroRetention: fc.boolean(),
  sensitivity: some('public', 'internal', 'restricted'),
  sensitivityFloor: some('internal', 'restricted'),
  purpose: some('support', 'sales'),
  requireParameters: fc.boolean(),
  allowFallbacks: fc.boolean(),
};
const preferences = {
  model: fc.constantFrom('a', 'b'),
  tier: fc.constantFrom('cheap', 'premium'),
  fallback: some('c', 'd'),
  strategy: fc.constantFrom('cheapest', 'fastest'),
  timeout: fc.constantFrom(1, 2),
  order: some(...targets),
  preferredMaxLatency: fc.constantFrom(1, 2),
  preferredMinThroughput: fc.constantFrom(1, 2),
  priority: fc.constantFrom('high' as const, 'low' as const),
  session: fc.constantFrom('s', 't'),
  hedge: fc.boolean(),
  continueStreams: fc.boolean(),
};
const limited: fc.Arbitrary<RouteDirective> = fc.record(limits, { requiredKeys: [] });
const directive: fc.Arbitrary<RouteDirective> = fc.record(
  { ...limits, ...preferences, tags: fc.dictionary(fc.constantFrom('x', 'y'), fc.string()) },
  { requiredKeys: [] },
);

/** What may serve a call under a directive's lists: what merging must not add to. */
function admits({ only, ignore = [] }: RouteDirective, provider: string, model: string): boolean {
  const named = (list: readonly string[]) =>
    list.some((it) => [provider, `${provider}/${model}`].includes(it.toLowerCase()));
  return (only === undefined || named(only)) && !named(ignore);
}

const candidates = [
  ['openai', 'gpt-4.1'],
  ['openai', 'a/b'],
  ['openai', 'other'],
  ['groq', 'llama'],
  ['open', 'ai'],
] as const;

const sorted = (route: RouteDirective | undefined) =>
  Object.fromEntries(
    Object.entries(route ?? {}).map(([field, value]: [string, unknown]) => [
      field,
      Array.isArray(value)
        ? [...new Set((value as string[]).map((it) => it.toLowerCase()))].sort()
        : value,
    ]),
  );

it('gives the other side where one says nothing', () => {
  const route = { tier: 'cheap' };
  expect(mergeRoute(route, undefined)).toBe(route);
  expect(mergeRoute(undefined, route)).toBe(route);
  expect(mergeRoute()).toBeUndefined();
});

it('lets who is admitted be admitted by both sides, no more and no less', () => {
  fc.assert(
    fc.property(limited, limited, (outer, inner) => {
      const merged = mergeRoute(outer, inner)!;
      for (const [provider, model] of candidates) {
        expect(admits(merged, provider, model)).toBe(
          admits(outer, provider, model) && admits(inner, provider, model),
        );
      }
    }),
  );
});

it('never loosens a limit', () => {
  fc.assert(
    fc.property(limited, limited, (outer, inner) => {
      const merged = mergeRoute(outer, inner)!;
      for (const side of [outer, inner]) {
        const regions = side.regions?.map((it) => it.toLowerCase());
        for (const region of regions ? merged.regions! : []) {
          expect(regions).toContain(region.toLowerCase());
        }
        expect(merged.requireTags ?? []).toEqual(
          expect.arrayContaining([...(side.requireTags ?? [])]),
        );
        for (const [field, limit] of Object.entries(side.maxPrice ?? {})) {
          expect(merged.maxPrice![field as keyof MaxPrice]).toBeLessThanOrEqual(limit);
        }
        for (const field of ['sensitivity', 'sensitivityFloor', 'purpose'] as const) {
          expect(listOf(merged[field])).toEqual(expect.arrayContaining([...listOf(side[field])]));
        }
        if (side.dataCollection === 'deny') expect(merged.dataCollection).toBe('deny');
        if (side.zeroRetention) expect(merged.zeroRetention).toBe(true);
        if (side.requireParameters) expect(merged.requireParameters).toBe(true);
        if (side.allowFallbacks === false) expect(merged.allowFallbacks).toBe(false);
      }
    }),
  );
});

it('leaves a directive as it is when it is merged with itself', () => {
  fc.assert(
    fc.property(directive, (route) => {
      expect(sorted(mergeRoute(route, { ...route }))).toEqual(sorted(route));
    }),
  );
});

it('gives the same whichever pair is merged first', () => {
  fc.assert(
    fc.property(directive, directive, directive, (a, b, c) => {
      expect(sorted(mergeRoute(mergeRoute(a, b), c))).toEqual(
        sorted(mergeRoute(a, mergeRoute(b, c))),
      );
    }),
  );
});

it('lets the nearer preference win', () => {
  fc.assert(
    fc.property(directive, directive, (outer, inner) => {
      const merged = mergeRoute(outer, inner)!;
      for (const field of Object.keys(preferences) as (keyof typeof preferences)[]) {
        if (field === 'model' || field === 'tier') continue;
        expect(merged[field]).toEqual(inner[field] ?? outer[field]);
      }
      const names = inner.model || inner.tier ? inner : outer;
      expect([merged.model, merged.tier]).toEqual([names.model, names.tier]);
      expect(merged.tags).toEqual(
        outer.tags || inner.tags ? { ...outer.tags, ...inner.tags } : undefined,
      );
    }),
  );
});

it('keeps an empty list where two have nothing in common: it matches nobody', () => {
  expect(mergeRoute({ only: ['openai'] }, { only: ['groq'] })?.only).toEqual([]);
  expect(mergeRoute({ regions: ['eu'] }, { regions: ['us'] })?.regions).toEqual([]);
});
