import type { RateLimitNames } from './rate-limit-headers.js';
import { replyHeaders } from './reply-headers.js';

const OPENAI = {
  'x-ratelimit-limit-requests': '60',
  'x-ratelimit-remaining-requests': '59',
  'x-ratelimit-reset-requests': '1s',
  'x-ratelimit-limit-tokens': '150000',
  'x-ratelimit-remaining-tokens': '149984',
  'x-ratelimit-reset-tokens': '6m0s',
};
const ANTHROPIC = {
  'anthropic-ratelimit-requests-limit': '60',
  'anthropic-ratelimit-requests-remaining': '59',
  'anthropic-ratelimit-requests-reset': '2026-01-01T00:00:00Z',
  'anthropic-ratelimit-tokens-limit': '150000',
  'anthropic-ratelimit-tokens-remaining': '149984',
  'anthropic-ratelimit-input-tokens-remaining': '99000',
};

/** Headers of a reply without rate limits, and what `rateLimit` adds to them. */
function added(names: RateLimitNames, rateLimit: Record<string, string>) {
  const head = { model: 'acme/m', provider: 'acme', cache: 'off' as const, warnings: [] };
  const without = new Set(Object.keys(replyHeaders({ id: '1', head }, names)));
  const headers = Object.entries(replyHeaders({ id: '1', head: { ...head, rateLimit } }, names));
  return Object.fromEntries(headers.filter(([name]) => !without.has(name)));
}

describe('rate limits in the headers of a reply', () => {
  it.each([
    ['openai', OPENAI],
    ['anthropic', ANTHROPIC],
  ] as const)('leave as they came where provider and door are %s', (names, rateLimit) => {
    expect(added(names, rateLimit)).toEqual(rateLimit);
  });

  it('are translated between the vendors, save for resets, which each writes in another form', () => {
    expect(added('openai', ANTHROPIC)).toEqual({
      'x-ratelimit-limit-requests': '60',
      'x-ratelimit-remaining-requests': '59',
      'x-ratelimit-limit-tokens': '150000',
      'x-ratelimit-remaining-tokens': '149984',
    });
    expect(added('anthropic', OPENAI)).toEqual({
      'anthropic-ratelimit-requests-limit': '60',
      'anthropic-ratelimit-requests-remaining': '59',
      'anthropic-ratelimit-tokens-limit': '150000',
      'anthropic-ratelimit-tokens-remaining': '149984',
    });
  });

  it('never carry what an adapter put there besides', () => {
    const rateLimit = {
      'set-cookie': 'a=b',
      'x-ratelimit-limit-requests': '1\r\nset-cookie: a=b',
      'x-ratelimit-limit-tokens': '9'.repeat(101),
    };
    expect(added('openai', rateLimit)).toEqual({});
    expect(added('anthropic', rateLimit)).toEqual({});
  });
});
