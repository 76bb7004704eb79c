import { measuring, record, target } from './measuring.fixture.js';
import type { MeasuredAttempt } from './measured-attempt.js';

function headers(requests: number, reset = '60s', limit?: number): Record<string, string> {
  return {
    'x-ratelimit-remaining-requests': String(requests),
    'x-ratelimit-reset-requests': reset,
    ...(limit === undefined ? {} : { 'x-ratelimit-limit-requests': String(limit) }),
  };
}

const tokens = (remaining: number) => ({
  'x-ratelimit-remaining-tokens': String(remaining),
  'x-ratelimit-reset-tokens': '60s',
});

function setUp(rateLimit?: { requestsPerMinute?: number; tokensPerMinute?: number }) {
  const { clock, performance } = measuring();
  const candidate = target('p/m', rateLimit);
  return {
    clock,
    start: () => performance.started(candidate, 'document') as MeasuredAttempt,
    headroom: () => performance.of(candidate).headroom,
  };
}

it('is unknown where nobody says anything', () => {
  const { start, headroom } = setUp();
  const attempt = start();
  attempt.opened(undefined);
  attempt.opened({ 'retry-after': '7' });
  attempt.ended(record());
  expect(headroom()).toBeUndefined();
});

describe('reported by the provider', () => {
  it('counts own attempts off, until the reset; then it is unknown again', () => {
    const { clock, start, headroom } = setUp();
    start().opened(headers(3));
    expect(headroom()).toEqual({ requests: 3, resetAt: clock.wall + 60_000 });
    start();
    start();
    clock.pass(20_000);
    expect(headroom()).toEqual({ requests: 1, resetAt: clock.wall + 40_000 });
    start();
    start();
    expect(headroom()).toEqual({ requests: 0, resetAt: clock.wall + 40_000 });
    clock.pass(40_000);
    expect(headroom()).toBeUndefined();
  });

  it('counts only what was started after the attempt that it came back to', () => {
    const { start, headroom } = setUp();
    const [first, second] = [start(), start()];
    start();
    second.opened(headers(10));
    expect(headroom()?.requests).toBe(9);
    // Late news of an earlier attempt.
    first.opened(headers(50));
    expect(headroom()?.requests).toBe(9);
    start().opened(headers(4));
    expect(headroom()?.requests).toBe(4);
  });

  it('grows back bit by bit where the whole is told', () => {
    const { clock, start, headroom } = setUp();
    start().opened(headers(0, '60s', 600));
    expect(headroom()).toEqual({ requests: 0, resetAt: clock.wall + 100 });
    clock.pass(100);
    expect(headroom()).toEqual({ requests: 1, resetAt: clock.wall + 59_900 });
    start();
    expect(headroom()?.requests).toBe(0);
    clock.pass(1_000);
    expect(headroom()?.requests).toBe(10);
  });

  it('expects of an attempt under way the tokens that attempts have had, and corrects it at its end', () => {
    const { start, headroom } = setUp();
    const first = start();
    first.opened(tokens(1_000));
    first.ended(record({ usage: { input: 200, output: 100 } }));
    expect(headroom()?.tokens).toBe(1_000);
    const second = start();
    expect(headroom()?.tokens).toBe(700);
    second.ended(record({ usage: { input: 40, output: 10 } }));
    expect(headroom()?.tokens).toBe(950);
    start().ended(record({ code: 'server_error' }));
    expect(headroom()?.tokens).toBe(950);
  });

  it('takes the tighter one of several limits of a kind', () => {
    const { clock, start, headroom } = setUp();
    const reset = new Date(clock.wall + 9_000).toISOString();
    start().opened({
      'anthropic-ratelimit-tokens-remaining': '800',
      'anthropic-ratelimit-tokens-reset': reset,
      'anthropic-ratelimit-input-tokens-remaining': '300',
      'anthropic-ratelimit-input-tokens-reset': reset,
    });
    expect(headroom()).toEqual({ tokens: 300, resetAt: clock.wall + 9_000 });
  });

  it('has the room of the best of several keys, and none that is known while one is unknown', () => {
    const { clock, start, headroom } = setUp();
    start().opened(headers(0), 'a');
    expect(headroom()?.requests).toBe(0);
    start().opened(headers(6, '10s'), 'b');
    expect(headroom()?.requests).toBe(6);
    start();
    start();
    expect(headroom()?.requests).toBe(5);
    clock.pass(10_000);
    expect(headroom()).toBeUndefined();
  });

  it('remembers no more than some keys', () => {
    const { start, headroom } = setUp();
    start().opened(headers(999), 'first');
    for (let i = 0; i < 16; i++) start().opened(headers(0), `key-${i}`);
    expect(headroom()?.requests).toBe(0);
  });

  it('holds through clocks that are set', () => {
    const { clock, start, headroom } = setUp();
    start().opened(headers(3, '30s'));
    clock.wall -= 86_400_000;
    clock.pass(10_000);
    expect(headroom()).toEqual({ requests: 3, resetAt: clock.wall + 20_000 });
    clock.wall += 2 * 86_400_000;
    expect(headroom()).toEqual({ requests: 3, resetAt: clock.wall + 20_000 });
    clock.pass(20_000);
    expect(headroom()).toBeUndefined();
  });
});

describe('declared', () => {
  it('counts requests over the last minute', () => {
    const { clock, start, headroom } = setUp({ requestsPerMinute: 2 });
    expect(headroom()).toMatchObject({ requests: 2 });
    start().ended(record());
    clock.pass(30_000);
    start();
    expect(headroom()).toEqual({ requests: 0, resetAt: clock.wall + 30_000 });
    clock.pass(30_000);
    expect(headroom()?.requests).toBe(1);
    clock.pass(30_000);
    expect(headroom()?.requests).toBe(2);
  });

  it('counts tokens in the second of their start', () => {
    const { clock, start, headroom } = setUp({ tokensPerMinute: 1_000 });
    const first = start();
    clock.pass(50_000);
    first.ended(record({ usage: { input: 700, output: 100 } }));
    expect(headroom()?.tokens).toBe(200);
    start();
    expect(headroom()?.tokens).toBe(0);
    clock.pass(10_000);
    expect(headroom()?.tokens).toBe(200);
  });

  it('gives way to what the provider reports where that is less, and the other way round', () => {
    const { start, headroom } = setUp({ requestsPerMinute: 10 });
    start().opened(headers(4));
    expect(headroom()?.requests).toBe(4);
    start().opened(headers(400));
    expect(headroom()?.requests).toBe(8);
  });

  it('waits where nothing at all is allowed', () => {
    const { clock, headroom } = setUp({ requestsPerMinute: 0 });
    expect(headroom()).toEqual({ requests: 0, resetAt: clock.wall + 60_000 });
  });
});
