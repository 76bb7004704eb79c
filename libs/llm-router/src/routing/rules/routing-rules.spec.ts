import fc from 'fast-check';
import type { Candidate } from '../../contracts/candidate.js';
import { Clock } from '../../contracts/clock.js';
import { DataClasses } from '../../contracts/data-classes.js';
import { ConfigurationError } from '../../contracts/errors/configuration-error.js';
import { UnknownModelError } from '../../contracts/errors/request-errors.js';
import type { Exchange } from '../../contracts/exchange.js';
import type { ListedModel } from '../../contracts/model-directory.js';
import { ModelDirectory } from '../../contracts/model-directory.js';
import type { PromptProfile } from '../../contracts/prompt-profile.js';
import type { ProviderAdapter } from '../../contracts/provider-adapter.js';
import type { RoutingRule, RuleCondition } from '../../contracts/routing-rule.js';
import type { TaskClass } from '../../contracts/task-class.js';
import { RoutingRules } from './routing-rules.js';

class SetClock extends Clock {
  time = Date.parse('2026-11-22T12:00:00Z');
  now(): number {
    return this.time;
  }
  monotonic(): number {
    return this.time;
  }
}

class Names extends ModelDirectory {
  resolve(name: string): readonly Candidate[] {
    if (['openai/gpt', 'tier:cheap'].includes(name)) return [];
    throw new UnknownModelError(name, ['tier:cheap']);
  }
  tierOf(): undefined {
    return undefined;
  }
  sameModel(): readonly Candidate[] {
    return [];
  }
  list(): readonly ListedModel[] {
    return [];
  }
}

const clock = new SetClock();
const rulesOf = (...rules: RoutingRule[]) => new RoutingRules({ routing: { rules } }, clock);
const prompt = (facts: Partial<PromptProfile> = {}): PromptProfile => ({
  characters: 400,
  tokens: 100,
  counted: false,
  hasTools: false,
  hasImages: false,
  hasJsonSchema: false,
  wantsReasoning: false,
  maxOutputTokens: undefined,
  ...facts,
});
const call = (facts: object = {}) =>
  ({
    id: '01K',
    request: { messages: [] },
    delivery: 'document',
    model: 'tier:cheap',
    caller: { door: 'in-process' },
    tags: {},
    ...facts,
  }) as unknown as Exchange;

function holds(
  when: RuleCondition,
  exchange = call(),
  profile = prompt(),
  task?: TaskClass,
): boolean {
  return rulesOf({ name: 'r', when, then: {} }).match(exchange, profile, task) !== undefined;
}

const http = call({
  caller: { door: 'http:messages', keyId: 'ci', tenant: 'acme', user: 'u1' },
  tags: { team: 'search' },
  origin: {
    path: '/v1/messages',
    headers: { 'x-plan': 'free', 'x-forwarded-for': ['10.0.0.1', '10.0.0.2'] },
  },
  delivery: 'stream',
});

describe('a condition', () => {
  it.each<[RuleCondition, boolean]>([
    [{}, true],
    [{ model: 'tier:*' }, true],
    [{ model: ['openai/*', 'groq/*'] }, false],
    [{ tags: { team: 'sea*' } }, true],
    [{ tags: { team: 'search', feature: '*' } }, false],
    [{ tags: { constructor: '*' } }, false],
    [{ headers: { 'X-Plan': ['free', 'trial'] } }, true],
    [{ headers: { 'x-plan': 'Free' } }, false],
    [{ headers: { 'x-forwarded-for': '10.0.0.2' } }, true],
    [{ headers: { 'x-none': '*' } }, false],
    [{ user: 'u*', tenant: 'acme', key: 'ci' }, true],
    [{ user: 'u*', tenant: 'acme', key: 'other' }, false],
    [{ door: 'http:*' }, true],
    [{ door: 'in-process' }, false],
    [{ path: '/v1/*' }, true],
    [{ streams: true }, true],
    [{ streams: false }, false],
  ])('%j of a call over HTTP: %s', (when, expected) => {
    expect(holds(when, http)).toBe(expected);
  });

  it.each<[RuleCondition]>([
    [{ user: '*' }],
    [{ tenant: '*' }],
    [{ key: '*' }],
    [{ path: '*' }],
    [{ headers: { host: '*' } }],
  ])('%j does not hold where there is none', (when) => {
    expect(holds(when)).toBe(false);
  });

  it('takes the user that the request names where the caller has none', () => {
    expect(holds({ user: 'u2' }, call({ request: { messages: [], user: 'u2' } }))).toBe(true);
    const embedding = { input: 'x', user: 'u3' };
    expect(holds({ user: 'u3' }, call({ embedding }))).toBe(true);
  });

  it.each<[RuleCondition, Partial<PromptProfile>, boolean]>([
    [{ promptTokens: { min: 100 } }, {}, true],
    [{ promptTokens: { min: 101 } }, {}, false],
    [{ promptTokens: { min: 1, max: 100 } }, {}, true],
    [{ promptTokens: { max: 99 } }, {}, false],
    [{ hasTools: true }, { hasTools: true }, true],
    [{ hasTools: false }, { hasTools: true }, false],
    [{ hasImages: true }, {}, false],
    [{ hasImages: false }, {}, true],
  ])('%j of a prompt with %j: %s', (when, facts, expected) => {
    expect(holds(when, call(), prompt(facts))).toBe(expected);
  });

  const sure = { classifier: 'c', task: 'code', language: 'de', cheapSuffices: 0.7 };
  it.each<[RuleCondition, TaskClass | undefined, boolean]>([
    [{ task: ['maths', 'code'] }, sure, true],
    [{ task: 'maths' }, sure, false],
    [{ language: 'de' }, sure, true],
    [{ cheapSuffices: { min: 0.7 } }, sure, true],
    [{ cheapSuffices: { max: 0.6 } }, sure, false],
    [{ task: '*' }, { classifier: 'c' }, false],
    [{ language: '*' }, { classifier: 'c' }, false],
    [{ cheapSuffices: {} }, { classifier: 'c' }, false],
    [{ cheapSuffices: { max: 1 } }, undefined, false],
  ])('%j where the classifier says %j: %s', (when, task, expected) => {
    expect(holds(when, call(), prompt(), task)).toBe(expected);
  });

  it('of a time follows the clock', () => {
    const rules = rulesOf({
      name: 'night',
      when: { time: { from: '22:00', to: '06:00', timeZone: 'Asia/Tokyo' } },
      then: {},
    });
    const at = (time: string) => {
      clock.time = Date.parse(time);
      return rules.match(call(), prompt(), undefined)?.rule.name;
    };
    expect(at('2026-11-22T12:59:59Z')).toBeUndefined();
    expect(at('2026-11-22T13:00:00Z')).toBe('night');
    expect(at('2026-11-22T20:59:59Z')).toBe('night');
    expect(at('2026-11-22T21:00:00Z')).toBeUndefined();
  });

  it('of a percentage takes a share of users, else of keys, else of calls; a larger one takes all of it', () => {
    const subject = fc.constantFrom('user', 'key', 'call');
    const percent = fc.double({ min: 0, max: 100, noNaN: true });
    fc.assert(
      fc.property(subject, fc.string({ minLength: 1 }), percent, percent, (kind, id, a, b) => {
        const others = { user: { keyId: 'k' }, key: {}, call: {} }[kind];
        const caller = {
          ...others,
          ...(kind === 'user' && { user: id }),
          ...(kind === 'key' && { keyId: id }),
        };
        const of = (percentage: number, more: object = {}) =>
          holds({ percentage }, call({ id: kind === 'call' ? id : 'x', caller, ...more }));
        const [less, more] = a < b ? [a, b] : [b, a];
        if (of(less)) expect(of(more)).toBe(true);
        expect(of(100)).toBe(true);
        expect(of(0)).toBe(false);
        if (kind !== 'call') expect(of(less, { id: 'another call' })).toBe(of(less));
      }),
    );
  });

  it('holds where every part of it does', () => {
    const parts: RuleCondition = { door: 'http:*', tenant: 'acme', hasTools: false, path: '/v1/*' };
    fc.assert(
      fc.property(fc.subarray(Object.keys(parts)), fc.boolean(), (names, spoiled) => {
        const when = Object.fromEntries(names.map((it) => [it, parts[it as keyof RuleCondition]]));
        expect(holds({ ...when, ...(spoiled && { key: 'nobody' }) }, http)).toBe(!spoiled);
      }),
    );
  });
});

it('the first rule that holds decides', () => {
  const model = fc.constantFrom('a', 'b', 'c', '*');
  fc.assert(
    fc.property(
      fc.array(model, { maxLength: 6 }),
      fc.constantFrom('a', 'b', 'c'),
      (list, asked) => {
        const rules = rulesOf(
          ...list.map((it, index) => ({ name: String(index), when: { model: it }, then: {} })),
        );
        const first = list.findIndex((it) => it === '*' || it === asked);
        expect(rules.match(call({ model: asked }), prompt(), undefined)?.rule.name).toBe(
          first < 0 ? undefined : String(first),
        );
      },
    ),
  );
});

it('says what has to be known of a call', () => {
  const needs = (when: RuleCondition) => {
    const { needsTask, needsTokens } = rulesOf({ name: 'r', when, then: {} });
    return [needsTask, needsTokens];
  };
  expect(needs({ hasTools: true })).toEqual([false, false]);
  expect(needs({ task: 'code' })).toEqual([true, false]);
  expect(needs({ language: 'de' })).toEqual([true, false]);
  expect(needs({ cheapSuffices: {} })).toEqual([true, false]);
  expect(needs({ promptTokens: { min: 1 } })).toEqual([false, true]);
  expect(new RoutingRules({}, clock)).toMatchObject({ needsTask: false, needsTokens: false });
  expect(new RoutingRules({}, clock).match(call(), prompt(), undefined)).toBeUndefined();
});

describe('check', () => {
  const strategyExists = (id: string, option: string) => {
    if (id !== 'cheapest') {
      throw new ConfigurationError(`${option}: no strategy is called "${id}". Known: cheapest.`);
    }
  };
  const check = (then: RoutingRule['then'], when: RuleCondition = {}) =>
    rulesOf({ name: 'first', then: {} }, { name: 'night', when, then }).check(
      new Names(),
      strategyExists,
    );

  it('passes names that stand for something', () => {
    expect(() =>
      check({ tier: 'cheap', fallback: ['openai/gpt'], strategy: 'cheapest' }),
    ).not.toThrow();
  });

  it.each<[RoutingRule['then'], string]>([
    [
      { model: 'gtp' },
      'then.model: The model "gtp" does not exist here. Did you mean: tier:cheap?',
    ],
    [{ tier: 'chaep' }, 'then.tier: The model "tier:chaep" does not exist here.'],
    [{ fallback: ['openai/gpt', 'x'] }, 'then.fallback[1]: The model "x" does not exist here.'],
    [{ strategy: 'quickest' }, 'then.strategy: no strategy is called "quickest". Known: cheapest.'],
  ])('refuses %j', (then, message) => {
    const wrong = () => check(then);
    expect(wrong).toThrow(ConfigurationError);
    expect(wrong).toThrow(`routing.rules[1] ("night"): ${message}`);
  });

  it('refuses whom nobody has, where it knows the providers', () => {
    const openai = { id: 'openai', region: 'eu', models: [] } as unknown as ProviderAdapter;
    const rules = (then: RoutingRule['then']) => () =>
      rulesOf({ name: 'r', then }).check(new Names(), strategyExists, {
        providers: [openai],
        directory: new Names(),
        classes: new DataClasses({ purposes: { support: '' } }),
      });
    expect(rules({ only: ['openai', 'openai/gpt'], regions: ['eu'] })).not.toThrow();
    expect(rules({ ignore: ['opnai'] })).toThrow(
      'routing.rules[0] ("r"): then.ignore: no provider is called "opnai".',
    );
    expect(rules({ sensitivity: ['public', 'internal'], purpose: 'support' })).not.toThrow();
    expect(rules({ sensitivity: 'secret' })).toThrow(
      'routing.rules[0] ("r"): then.sensitivity: "secret" is no class of data. Legal: public, internal, confidential, restricted.',
    );
    expect(rules({ purpose: 'sales' })).toThrow('then.purpose: "sales" is none of the purposes.');
    expect(rules({ regions: ['us'] })).toThrow(
      'routing.rules[0] ("r"): then.regions: nobody declares the region us. Known: eu.',
    );
  });

  it('refuses what is no rule, before it is compiled', () => {
    expect(() => check({}, { time: { from: '25:00', to: '06:00' } })).toThrow(
      'routing.rules[1] ("night"): when.time.from: "25:00" is not legal.',
    );
  });
});
