import { parse } from 'yaml';
import { describeIssue } from './describe-issue.js';
import { gatewaySchema } from './gateway-schema.js';

const read = (yaml: string) => gatewaySchema.parse(parse(yaml));

function complaint(yaml: string): string {
  const document: unknown = parse(yaml);
  const issues = gatewaySchema.safeParse(document).error?.issues ?? [];
  return issues
    .flatMap((it) => describeIssue('gateway.yaml', it, document))
    .map(({ place, message }) => `  ${place}: ${message}`)
    .join('\n');
}

it('reads both forms of tiers, and switches', () => {
  const config = read(`
tiers:
  cheap: [groq/a, { model: groq/b, weight: 0 }]
  premium:
    models: [openai/c]
    strategy: sticky
    degrade: { sameModel: true, smaller: [tier:cheap], trim: { keepMessages: 4 }, answer: Later. }
retries: { budget: 0.1, budgetFloor: 0 }
breaker: { errorRate: 0.25, window: 30s }
hedge: false
concurrency: { enabled: false, max: 7 }
providers:
  - { type: ollama, region: home, dataPolicy: { trainsOnData: false }, models: [{ id: m, tags: [a], region: r, rateLimit: { requestsPerMinute: 3 } }] }
`);
  expect(config).toMatchObject({
    tiers: {
      cheap: ['groq/a', { model: 'groq/b', weight: 0 }],
      premium: { models: ['openai/c'], strategy: 'sticky', degrade: { answer: 'Later.' } },
    },
    retries: { budget: 0.1, budgetFloor: 0 },
    breaker: { errorRate: 0.25, window: '30s' },
    hedge: false,
    concurrency: false,
    providers: [
      {
        region: 'home',
        dataPolicy: { trainsOnData: false },
        models: [{ tags: ['a'], region: 'r', rateLimit: { requestsPerMinute: 3 } }],
      },
    ],
  });
});

it('reads rules, with quoted and unquoted times', () => {
  const config = read(`
routing:
  rules:
    - name: night
      when: { time: { from: 22:00, to: "06:00" }, user: alice, tags: { team: [a, b] }, percentage: 12.5 }
      then: { tier: cheap, preferredMaxLatency: { p90: 2 }, preferredMinThroughput: 30 }
`);
  expect(config.routing?.rules).toEqual([
    {
      name: 'night',
      when: {
        time: { from: '22:00', to: '06:00' },
        user: 'alice',
        tags: { team: ['a', 'b'] },
        percentage: 12.5,
      },
      then: { tier: 'cheap', preferredMaxLatency: { p90: 2 }, preferredMinThroughput: 30 },
    },
  ]);
});

it.each([
  ['tiers: { a: [7] }', 'tiers.a[0]: 7 is not legal. Legal: a text that is not blank.'],
  [
    'tiers: { a: [{ model: m, weight: -1 }] }',
    'tiers.a[0].weight: -1 is not legal. Legal: a number, 0 or more.',
  ],
  ['tiers: { a: { strategy: x } }', 'tiers.a.models: missing. Legal: a list of models.'],
  [
    'tiers: { a: { models: [m], degrade: { smalle: [n] } } }',
    'tiers.a.degrade.smalle: there is no such setting. Did you mean smaller?',
  ],
  ['retries: { budget: 2 }', 'retries.budget: 2 is not legal. Legal: a number from 0 to 1.'],
  [
    'hedge: { percentil: 95 }',
    'hedge.percentil: there is no such setting. Did you mean percentile?',
  ],
  ['hedge: off', 'hedge: "off" is not legal. Legal: a group of settings: enabled, percentile,'],
  [
    'routing: { fastest: { metric: ttft } }',
    'routing.fastest.metric: "ttft" is not legal. Legal: one of first-part, total.',
  ],
  ['routing: { rules: [{ then: {} }] }', 'routing.rules[0].name: missing. Legal: a text'],
  [
    'routing: { rules: [{ name: a, when: { tiem: 1 }, then: {} }] }',
    'routing.rules[0].when.tiem: there is no such setting. Did you mean time? Legal: model, tags,',
  ],
  [
    'routing: { rules: [{ name: a, when: { time: { from: "25:00", to: "06:00" } }, then: {} }] }',
    'routing.rules[0].when.time.from: "25:00" is not legal. Legal: HH:MM, from 00:00 to 23:59.',
  ],
  [
    'routing: { rules: [{ name: a, when: { time: { from: "05:00", to: "06:00", timeZone: Mars } }, then: {} }] }',
    'routing.rules[0].when.time.timeZone: "Mars" is not legal. Legal: the IANA name of a time zone',
  ],
  [
    'routing: { rules: [{ name: a, when: { promptTokens: { min: 9, max: 2 } }, then: {} }] }',
    'routing.rules[0].when.promptTokens: what is written here is not legal. Legal: min at most as',
  ],
  [
    'routing: { rules: [{ name: a, when: { user: 7 }, then: {} }] }',
    'routing.rules[0].when.user: 7 is not legal. Legal: a text that is not blank, or a list of texts.',
  ],
  [
    'routing: { rules: [{ name: a, when: { user: [b, 7] }, then: {} }] }',
    'routing.rules[0].when.user[1]: 7 is not legal. Legal: a text that is not blank.',
  ],
  [
    'routing: { rules: [{ name: a, then: { model: b, tier: c } }] }',
    'routing.rules[0].then: what is written here is not legal. Legal: either model or tier.',
  ],
  [
    'routing: { rules: [{ name: a, then: { preferredMaxLatency: fast } }] }',
    'routing.rules[0].then.preferredMaxLatency: "fast" is not legal. Legal: a number, 0 or more.',
  ],
  [
    'providers: [{ type: ollama, dataPolicy: { train: true } }]',
    'providers[0].dataPolicy.train: there is no such setting. Did you mean trainsOnData?',
  ],
])('explains %s', (yaml, message) => {
  expect(complaint(yaml)).toContain(`  ${message}`);
});
