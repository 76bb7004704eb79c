import { readRateLimits, readReset } from './rate-limit-reading.js';

const NOW = Date.parse('2026-03-01T12:00:00Z');

it.each([
  ['1s', 1_000],
  ['6m0s', 360_000],
  ['120ms', 120],
  ['2m59.56s', 179_560],
  ['1d2h', 93_600_000],
  ['12', 12_000],
  ['0.5', 500],
  ['0s', 0],
  [String(NOW / 1_000 + 30), 30_000],
  [String(NOW + 250), 250],
  ['2026-03-01T12:00:30Z', 30_000],
  ['2026-03-01T12:00:30.5+00:00', 30_500],
  ['2026-03-01T11:59:00Z', -60_000],
])('reads a reset of %s', (value, expected) => {
  expect(readReset(value, NOW)).toBeCloseTo(expected, 3);
});

it.each(['', 'soon', '-5s', '5 parsecs', '1s later', 'NaN', 'Infinity', '2026-99-99T00:00:00Z'])(
  'makes nothing of a reset of %p',
  (value) => {
    expect(readReset(value, NOW)).toBeUndefined();
  },
);

it('reads OpenAI’s headers', () => {
  expect(
    readRateLimits(
      {
        'x-ratelimit-limit-requests': '500',
        'x-ratelimit-remaining-requests': '499',
        'x-ratelimit-reset-requests': '120ms',
        'x-ratelimit-limit-tokens': '30000',
        'x-ratelimit-remaining-tokens': '29000',
        'x-ratelimit-reset-tokens': '2s',
      },
      NOW,
    ),
  ).toEqual({
    requests: [{ remaining: 499, limit: 500, resetMs: 120 }],
    tokens: [{ remaining: 29_000, limit: 30_000, resetMs: 2_000 }],
  });
});

it('reads Anthropic’s headers, input tokens beside all tokens', () => {
  expect(
    readRateLimits(
      {
        'anthropic-ratelimit-requests-remaining': '7',
        'anthropic-ratelimit-requests-reset': '2026-03-01T12:01:00Z',
        'anthropic-ratelimit-tokens-remaining': '9000',
        'anthropic-ratelimit-tokens-reset': '2026-03-01T12:00:05Z',
        'anthropic-ratelimit-input-tokens-remaining': '4000',
        'anthropic-ratelimit-input-tokens-reset': '2026-03-01T12:00:06Z',
        'anthropic-ratelimit-output-tokens-remaining': '0',
        'anthropic-ratelimit-output-tokens-reset': '2026-03-01T12:00:06Z',
      },
      NOW,
    ),
  ).toEqual({
    requests: [{ remaining: 7, limit: undefined, resetMs: 60_000 }],
    tokens: [
      { remaining: 9_000, limit: undefined, resetMs: 5_000 },
      { remaining: 4_000, limit: undefined, resetMs: 6_000 },
    ],
  });
});

it.each([
  ['no reset', { 'x-ratelimit-remaining-requests': '0' }],
  ['a reset that is over', remaining('0', '0s')],
  ['a number that is none', remaining('NaN', '5s')],
  ['a negative number', remaining('-4', '5s')],
  ['nothing of ours', { 'retry-after': '5' }],
])('leaves out %s', (_name, headers) => {
  expect(readRateLimits(headers, NOW)).toEqual({ requests: [], tokens: [] });
});

it('believes no reset for longer than an hour', () => {
  const [limit] = readRateLimits(remaining('0', '40d'), NOW).requests;
  expect(limit?.resetMs).toBe(3_600_000);
});

function remaining(requests: string, reset: string): Record<string, string> {
  return { 'x-ratelimit-remaining-requests': requests, 'x-ratelimit-reset-requests': reset };
}
