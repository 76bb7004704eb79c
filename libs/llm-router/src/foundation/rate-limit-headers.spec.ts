import { ANTHROPIC_RATE_LIMITS, OPENAI_RATE_LIMITS, renamedHeaders } from './rate-limit-headers.js';

describe('rate-limit headers', () => {
  it("have the vendors' names", () => {
    expect(OPENAI_RATE_LIMITS.map(([sent]) => sent)).toEqual([
      'x-ratelimit-limit-requests',
      'x-ratelimit-remaining-requests',
      'x-ratelimit-reset-requests',
      'x-ratelimit-limit-tokens',
      'x-ratelimit-remaining-tokens',
      'x-ratelimit-reset-tokens',
    ]);
    expect(ANTHROPIC_RATE_LIMITS).toHaveLength(12);
    expect(ANTHROPIC_RATE_LIMITS.map(([sent]) => sent)).toEqual(
      expect.arrayContaining([
        'anthropic-ratelimit-requests-limit',
        'anthropic-ratelimit-input-tokens-remaining',
        'anthropic-ratelimit-output-tokens-reset',
      ]),
    );
  });

  it('are picked out of others, and renamed', () => {
    const headers = { a: '1', b: '2', 'set-cookie': 'secret' };
    expect(
      renamedHeaders(
        [
          ['a', 'a'],
          ['c', 'b'],
        ],
        headers,
      ),
    ).toEqual({ a: '1', c: '2' });
    expect(renamedHeaders([['d', 'd']], headers)).toBeUndefined();
  });

  it.each([
    ['', false],
    ['6m0s', true],
    ['9'.repeat(100), true],
    ['9'.repeat(101), false],
    ['1\r\nset-cookie: a=b', false],
    ['1\n', false],
    ['é', false],
    ['1\t', false],
    [['1', '2'], false],
  ])('with the value %j: %j', (value, passes) => {
    expect(renamedHeaders([['a', 'a']], { a: value }) !== undefined).toBe(passes);
  });
});
