import type { CandidateFilter } from '../contracts/candidate-filter.js';
import type { RouteDirective } from '../contracts/directives.js';
import { LlmRouterError } from '../contracts/errors/llm-router-error.js';
import { UnknownModelError } from '../contracts/errors/request-errors.js';
import { NoCandidateError } from '../contracts/errors/routing-errors.js';
import { exchange, HandPerformance, ids, out, type Routed, routing } from './routing.fixture.js';
import { decided, directory, planned, rungs, withTier } from './small-world.fixture.js';

describe('the names of a call', () => {
  it('come one after another, each target once, the later ones as fallbacks', () => {
    const plan = planned({}, 'big', { fallback: ['small', 'a/big', 'other', 'd/small'] });
    expect(rungs(plan)).toEqual([
      'first a/big',
      'first b/big',
      'fallback d/small',
      'fallback e/small',
      'fallback c/other',
    ]);
  });

  it('may be unknown, which refuses the call', () => {
    expect(() => planned({}, 'none')).toThrow(UnknownModelError);
    expect(() => planned({}, 'big', { fallback: ['none'] })).toThrow(UnknownModelError);
    const call = exchange('none');
    const { plan, refusal, decision } = decided({}, call);
    expect(plan).toBeUndefined();
    expect(refusal).toBeInstanceOf(UnknownModelError);
    expect(decision).toMatchObject({ asked: 'none', model: 'none', candidates: [] });
    expect(call.journal.decision).toBe(decision);
  });

  it('may end in a suffix that decides their strategy', () => {
    const plan = planned({}, 'big:floor', { strategy: 'backwards', fallback: ['small'] });
    expect(ids(plan.targets)).toEqual(['b/big', 'a/big', 'e/small', 'd/small']);
    const { decision } = decided({}, exchange('big:floor'));
    expect(decision).toMatchObject({ asked: 'big:floor', model: 'big', strategy: 'cheapest' });
  });
});

describe('the strategy', () => {
  const ofTier = { directory: withTier(undefined, 'backwards') };
  const backwards = { options: { routing: { strategy: 'backwards' } } };

  it.each<[string, Partial<Routed>, string, string | undefined, string]>([
    ['balanced where nobody says anything', {}, 'tier:smart', undefined, 'balanced'],
    ['the default of the options', backwards, 'tier:smart', undefined, 'backwards'],
    ['the tier’s', ofTier, 'tier:smart', undefined, 'backwards'],
    ['the call’s, against the tier’s', ofTier, 'tier:smart', 'as-written', 'as-written'],
    ['not the tier’s for another name', ofTier, 'small', undefined, 'balanced'],
  ])('is %s', (_name, world, name, strategy, expected) => {
    const { decision } = decided(world, exchange(name, strategy ? { strategy } : {}));
    expect(decision.strategy).toBe(expected);
  });

  it('may say why, in the decision', () => {
    const { decision } = decided({}, exchange('big', { strategy: 'cheapest' }));
    expect(decision.candidates).toEqual([
      { candidate: 'b/big', name: 'big', place: 0, score: 1, because: 'cheap' },
      { candidate: 'a/big', name: 'big', place: 1, score: 0, because: 'cheap' },
    ]);
  });
});

describe('who is left out', () => {
  it('is told to the journal, with a reason', () => {
    const call = exchange('big', { fallback: ['small'] });
    const { plan, decision } = decided({ filters: [out(['a/big', 'e/small'])] }, call);
    expect(rungs(plan)).toEqual(['first b/big', 'fallback d/small']);
    expect(call.journal.rejections).toEqual([
      { candidate: 'a/big', filter: 'out', reason: 'a/big is out' },
      { candidate: 'e/small', filter: 'out', reason: 'e/small is out' },
    ]);
    expect(decision.candidates).toContainEqual({
      candidate: 'e/small',
      name: 'small',
      rung: 'fallback',
      because: 'e/small is out',
      rejectedBy: 'out',
    });
    expect(call.journal.decision).toBe(decision);
  });

  it('is told once, though several names bring it in', () => {
    const call = exchange('big', { fallback: ['a/big'] });
    decided({ filters: [out(['a/big'])] }, call);
    expect(call.journal.rejections).toHaveLength(1);
    expect(call.journal.decision?.candidates.map((it) => it.name)).toEqual(['big', 'big', 'a/big']);
  });

  it('may be everybody: then the call is refused, with the time when to ask again', () => {
    const filters = [
      out(['a/big'], { id: 'breaker', retryAt: 1_005_000 }),
      out(['b/big'], { id: 'hold', retryAt: 1_002_000 }),
      out([], { retryAt: 1_000_001 }),
    ];
    const call = exchange('big');
    const { plan, refusal } = decided({ filters }, call);
    expect(plan).toBeUndefined();
    expect(refusal).toBeInstanceOf(NoCandidateError);
    expect(refusal).toMatchObject({ retryAfterMs: 2_000, httpStatus: 503 });
    expect(refusal?.message).toContain('a/big: a/big is out; b/big: b/big is out');
    expect(call.journal.decision?.candidates).toHaveLength(2);
    expect(() => planned({ filters }, 'big')).toThrow(NoCandidateError);
  });

  it('is used after all others where at least half are out', () => {
    const filters = [out(['a/big'], { id: 'breaker', yields: true })];
    const { plan, decision } = decided({ filters }, exchange('big', { fallback: ['small'] }));
    expect(ids(plan!.targets)).toEqual(['b/big', 'a/big', 'd/small', 'e/small']);
    expect(decision.notes).toEqual(['1 of 2 targets are out, so all are used']);
    expect(decision.candidates[1]).toMatchObject({ place: 1, because: 'a/big is out' });
    expect(() => planned({ filters }, 'a/big')).toThrow(NoCandidateError);
  });
});

describe('a filter that refuses the call', () => {
  const refusal = new LlmRouterError('Not today.', { code: 'closed', httpStatus: 403 });
  const seen: string[] = [];
  const filter = (id: string, refuses: (model: string) => boolean): CandidateFilter => ({
    id,
    refuse: ({ model }) => {
      seen.push(`${id} refuses ${model}?`);
      return refuses(model) ? refusal : undefined;
    },
    reject: (it) => {
      seen.push(`${id} rejects ${it.id}?`);
      return undefined;
    },
  });
  const nobody = (): boolean => false;
  beforeEach(() => (seen.length = 0));

  it('ends it with its error before any candidate is looked at, and is told to the journal', () => {
    const filters = [out(['a/big']), filter('first', nobody), filter('second', () => true)];
    const rule = { name: 'down', then: { model: 'small', strategy: 'cheapest' } };
    const options = { routing: { rules: [rule] } };
    const call = exchange('big', { fallback: ['other'] });
    const { plan, refusal: told, decision } = decided({ filters, options }, call);
    expect(plan).toBeUndefined();
    expect(told).toBe(refusal);
    expect(seen).toEqual(['first refuses small?', 'second refuses small?']);
    expect(decision).toMatchObject({
      asked: 'big',
      model: 'small',
      rule: 'down',
      strategy: 'cheapest',
      candidates: [],
      notes: ['Not today.'],
    });
    expect(call.journal.decision).toBe(decision);
    expect(call.journal.rejections).toEqual([]);
    expect(() => planned({ filters, options }, 'big')).toThrow(refusal);
  });

  it('is asked once a call, however many names and candidates it has', () => {
    const filters = [filter('only', nobody)];
    const plan = planned({ filters, directory: withTier({ equal: ['other'] }) }, 'tier:smart', {
      fallback: ['small'],
    });
    expect(plan.targets).toHaveLength(5);
    expect(seen.filter((it) => it.includes('refuses'))).toEqual(['only refuses tier:smart?']);
    expect(seen[0]).toBe('only refuses tier:smart?');
  });
});

describe('what a call prefers', () => {
  const live = new HandPerformance({
    'a/big': { firstPart: 3_000 },
    'd/small': { firstPart: 9_000 },
  });

  it('puts those last that are too slow, of all that the call names', () => {
    const route = { preferredMaxLatency: 1, fallback: ['small'] };
    const plan = planned({ live, directory: withTier({ equal: ['other'] }) }, 'tier:smart', route);
    expect(rungs(plan)).toEqual([
      'first b/big',
      'fallback e/small',
      'first a/big',
      'fallback d/small',
      'equal c/other',
    ]);
  });

  it('does not repeat as a fallback who is too slow as a first choice', () => {
    const route = { preferredMaxLatency: 1, fallback: ['a/big'] };
    expect(rungs(planned({ live }, 'a/big', route))).toEqual(['first a/big']);
    expect(rungs(planned({ live }, 'big', route))).toEqual(['first b/big', 'first a/big']);
  });

  it('keeps the first choice alone where fallbacks are switched off', () => {
    const call = exchange('tier:smart', { allowFallbacks: false, fallback: ['small'] });
    const { plan, decision } = decided({ directory: withTier({ smaller: ['small'] }) }, call);
    expect(rungs(plan)).toEqual(['first a/big']);
    expect(decision.candidates[1]).toMatchObject({
      candidate: 'b/big',
      rejectedBy: 'allow-fallbacks',
      because: 'fallbacks are switched off',
    });
  });

  it('keeps those of the order where fallbacks beyond it are switched off', () => {
    const route = { allowFallbacks: false, order: ['b', 'a/big', 'd'] };
    expect(ids(planned({}, 'big', route).targets)).toEqual(['b/big', 'a/big']);
    expect(ids(planned({}, 'small', route).targets)).toEqual(['d/small']);
    expect(() => planned({}, 'other', route)).toThrow(
      'fallbacks are switched off, and the order is b, a/big, d',
    );
  });
});

describe('check', () => {
  const provider = (id: string, region?: string) => ({
    id,
    region,
    models: [{ id: 'm', region: id === 'b' ? 'eu-west-1' : undefined }],
  });
  const options = { providers: [provider('a', 'us-east-1'), provider('b')] } as never;
  const check = (route: RouteDirective) => () => routing({ directory, options }).check(route);

  it.each<RouteDirective>([
    { model: 'big', fallback: ['small:floor'], strategy: 'backwards' },
    { tier: 'smart' },
    { only: ['a', 'B'], ignore: ['a/big'], order: ['A/big'] },
    { regions: ['mars', 'EU-west-1'] },
    { regions: ['us-east-1'] },
    { maxPrice: { prompt: 0 }, preferredMaxLatency: { p90: 2 } },
  ])('lets pass %j', (route) => {
    expect(check(route)).not.toThrow();
  });

  it.each<[RouteDirective, string]>([
    [{ model: 'bigg' }, 'The model "bigg" does not exist here.'],
    [{ tier: 'smrt' }, 'The model "tier:smrt" does not exist here.'],
    [{ fallback: ['big', 'none'] }, 'The model "none" does not exist here.'],
    [{ strategy: 'fst' }, 'strategy: no strategy is called "fst".'],
    [
      { only: ['opnai'] },
      'only: no provider is called "opnai". Legal: a provider, or provider/model. Known: a, b.',
    ],
    [{ order: ['a', 'c/m'] }, 'order: no provider is called "c".'],
    [{ ignore: ['a/none'] }, 'The model "a/none" does not exist here.'],
    [{ regions: ['eu'] }, 'regions: nobody declares the region eu. Known: eu-west-1, us-east-1.'],
    [{ maxPrice: { prompt: -1 } }, 'maxPrice.prompt'],
    [{ preferredMaxLatency: { p42: 1 } as never }, 'preferredMaxLatency.p42'],
  ])('refuses %j', (route, message) => {
    expect(check(route)).toThrow(message);
  });
});

describe('at boot', () => {
  const boot = (world: Partial<Routed>) => () => routing({ directory, ...world }).onModuleInit();

  it('resolves the strategies of tiers, the default one, rules, and the classifier', () => {
    const tiers = { smart: { models: ['a/big'], strategy: 'fst' } };
    expect(boot({ directory: withTier(undefined, 'fst'), options: { tiers } })).toThrow(
      'tiers.smart.strategy: no strategy is called "fst".',
    );
    expect(boot({ options: { routing: { strategy: 'fst' } } })).toThrow(
      'routing.strategy: no strategy is called "fst".',
    );
    const rules = [{ name: 'r', when: { task: 'code' as const }, then: { model: 'big' } }];
    expect(boot({ options: { routing: { rules } } })).toThrow(
      'routing.classifier: no classifier is called "local".',
    );
    const lost = [{ name: 'r', then: { model: 'none' } }];
    expect(boot({ options: { routing: { rules: lost } } })).toThrow('"none" does not exist here');
    expect(boot({})).not.toThrow();
  });
});
