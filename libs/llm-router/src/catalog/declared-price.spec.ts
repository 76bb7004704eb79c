import { NO_USAGE } from '../contracts/token-usage.js';
import { formatUsd } from '../foundation/pico-dollars.js';
import { declaredPrice } from './declared-price.js';

describe('declaredPrice', () => {
  it('bills at the configured rates, exactly', () => {
    const price = declaredPrice({ input: '0.075', output: 0.3, cacheRead: 0.01875 }, 'prices');
    expect(price).toMatchObject({
      version: 'options',
      inputUsdPerMillion: 0.075,
      outputUsdPerMillion: 0.3,
    });
    const usage = { ...NO_USAGE, input: 3, cacheRead: 4, cacheWrite: 1, output: 2, reasoning: 1 };
    expect(formatUsd(price.costOf(usage))).toBe('0.000001275');
  });

  it('takes 0 as free', () => {
    expect(declaredPrice({ input: 0, output: 0 }, 'p').costOf({ ...NO_USAGE, input: 9 })).toBe(0n);
  });

  it('rounds half up, once, where a sum ends between two pico-dollars', () => {
    const price = declaredPrice({ input: '0.0000005', output: 0 }, 'p');
    expect(price.costOf({ ...NO_USAGE, input: 1 })).toBe(1n);
    expect(price.costOf({ ...NO_USAGE, input: 3 })).toBe(2n);
  });

  it.each([-1, NaN, Infinity, '1e3', 'free', null])('refuses the rate %p by name', (output) => {
    expect(() => declaredPrice({ input: 1, output: output as number }, 'prices["a/b"]')).toThrow(
      /^prices\["a\/b"\]\.output: .+ is not a price\. Legal: US dollars per million tokens/,
    );
  });

  it('refuses a price with one side only', () => {
    expect(() => declaredPrice({ input: 1 } as never, 'prices["a/b"]')).toThrow(
      'prices["a/b"]: a price needs both `input` and `output`',
    );
  });
});
