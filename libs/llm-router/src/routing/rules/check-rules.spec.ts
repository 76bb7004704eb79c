import type { RoutingRule } from '../../contracts/routing-rule.js';
import { checkRules } from './check-rules.js';

const rule = (when: object, then: object = {}) =>
  [
    { name: 'day', then: {} },
    { name: 'night', when, then },
  ] as RoutingRule[];
const complaint = (rules: unknown): string => {
  try {
    checkRules(rules as RoutingRule[]);
  } catch (error) {
    expect(error).toHaveProperty('code', 'configuration');
    return (error as Error).message;
  }
  throw new Error('The rules were taken.');
};

it('takes every condition and every outcome', () => {
  const everything: RoutingRule = {
    name: 'everything',
    when: {
      model: 'tier:*',
      tags: { team: ['search', 'ads-*'] },
      headers: { 'x-plan': 'free' },
      user: ['a', 'b'],
      tenant: 'acme',
      key: 'ci',
      door: 'http:*',
      path: '/v1/*',
      promptTokens: { min: 1, max: 1 },
      hasTools: false,
      hasImages: true,
      streams: true,
      task: ['code', 'maths'],
      language: 'de',
      cheapSuffices: { min: 0.8 },
      time: { from: '22:00', to: '06:00', timeZone: 'Europe/Berlin', days: ['sat', 'sun'] },
      percentage: 12.5,
    },
    then: {
      tier: 'cheap',
      fallback: ['a/b'],
      strategy: 'cheapest',
      timeout: '30s',
      tags: { rule: 'x' },
      only: ['openai'],
      ignore: [],
      regions: ['eu'],
      requireTags: ['tuned'],
      maxPrice: { prompt: 1, completion: 0 },
      dataCollection: 'deny',
      zeroRetention: true,
      preferredMaxLatency: { p90: 2 },
      preferredMinThroughput: 40,
      priority: 'low',
      hedge: false,
      continueStreams: true,
    },
  };
  expect(() => checkRules([everything, { name: 'rest', then: {} }])).not.toThrow();
});

it.each([
  [
    { time: { from: '25:00', to: '06:00' } },
    'when.time.from: "25:00" is not legal. Legal: HH:MM, from 00:00 to 23:59.',
  ],
  [{ time: { from: '9:00', to: '06:00' } }, 'when.time.from: "9:00" is not legal. Legal: HH:MM'],
  [{ time: { from: '09:00' } }, 'when.time.to: missing. Legal: HH:MM, from 00:00 to 23:59.'],
  [
    { time: { from: '09:00', to: '10:00', timeZone: 'Berlin' } },
    'when.time.timeZone: "Berlin" is not legal. Legal: the IANA name of a time zone, e.g. "Europe/Berlin".',
  ],
  [
    { time: { from: '09:00', to: '10:00', days: ['monday'] } },
    'when.time.days[0]: "monday" is not legal. Legal: one of "mon", "tue", "wed", "thu", "fri", "sat", "sun".',
  ],
  [{ percentage: 101 }, 'when.percentage: 101 is not legal. Legal: a number from 0 to 100.'],
  [{ percentage: NaN }, 'when.percentage: NaN is not legal.'],
  [
    { promptTokens: { min: 10, max: 5 } },
    'when.promptTokens.min: 10 is not legal. Legal: at most max, 5.',
  ],
  [
    { cheapSuffices: { min: 1.5 } },
    'when.cheapSuffices.min: 1.5 is not legal. Legal: a number from 0 to 1.',
  ],
  [
    { tiem: 1 },
    'when.tiem: there is no such field. Did you mean time? Legal: model, tags, headers, user,',
  ],
  [
    { user: [] as string[], hasTools: 'yes' },
    'when.hasTools: "yes" is not legal. Legal: true or false.',
  ],
  [
    { tags: { team: 7 } },
    'when.tags.team: 7 is not legal. Legal: a non-empty text, or a list of such.',
  ],
  [
    { headers: ['x'] },
    'when.headers: what is written here is not legal. Legal: texts, or lists of texts, by name.',
  ],
])('says what is wrong with %j', (when, message) => {
  expect(complaint(rule(when))).toContain(`routing.rules[1] ("night"): ${message}`);
});

it.each([
  [{ teir: 'cheap' }, 'then.teir: there is no such field. Did you mean tier? Legal: model, tier,'],
  [{ session: 's' }, 'then.session: there is no such field.'],
  [{ timeout: 'soon' }, 'then.timeout: "soon" is not legal. Legal: milliseconds as a number'],
  [
    { maxPrice: { prompt: '1' } },
    'then.maxPrice.prompt: "1" is not legal. Legal: US dollars, from 0.',
  ],
  [{ fallback: ['a', ''] }, 'then.fallback[1]: "" is not legal. Legal: a non-empty text.'],
  [{ dataCollection: 'no' }, 'then.dataCollection: "no" is not legal. Legal: "allow" or "deny".'],
  [{ preferredMaxLatency: { p80: 1 } }, 'then.preferredMaxLatency.p80: there is no such field.'],
  [{ model: 'a', tier: 'b' }, 'then: model and tier are both there. Legal: one of them.'],
])('says what is wrong with the outcome %j', (then, message) => {
  expect(complaint(rule({}, then))).toContain(`routing.rules[1] ("night"): ${message}`);
});

it.each([
  [{}, 'routing.rules: what is written here is not legal. Legal: a list.'],
  [['x'], 'routing.rules[0]: "x" is not legal. Legal: an object with "name", "when" and "then".'],
  [[{ then: {} }], 'routing.rules[0]: name: missing. Legal: a text that is not blank.'],
  [
    [{ name: 'a' }],
    'routing.rules[0] ("a"): then: missing. Legal: an object of what the rule decides.',
  ],
  [[{ name: 'a', if: {}, then: {} }], 'routing.rules[0] ("a"): if: there is no such field.'],
  [
    [
      { name: 'a', then: {} },
      { name: 'a', then: {} },
    ],
    'routing.rules[1] ("a"): name: routing.rules[0] is called so too.',
  ],
])('says what is wrong with the list %j', (rules, message) => {
  expect(complaint(rules)).toContain(message);
});
