import type { ConcurrencyOptions } from '../contracts/options.js';
import { concurrencyPolicy } from './concurrency-policy.js';

describe('concurrencyPolicy', () => {
  it('has defaults', () => {
    expect(concurrencyPolicy({})).toEqual({
      min: 4,
      initial: 100,
      max: 1_000,
      queue: 1_000,
      maxWaitMs: 5_000,
    });
  });

  it.each<[ConcurrencyOptions, [number, number, number]]>([
    [{ max: 20 }, [4, 20, 20]],
    [{ max: 2 }, [2, 2, 2]],
    [{ min: 200 }, [200, 200, 1_000]],
    [{ min: 2_000 }, [2_000, 2_000, 2_000]],
    [{ initial: 1 }, [1, 1, 1_000]],
    [{ initial: 5_000 }, [4, 5_000, 5_000]],
    [{ min: 10, max: 50 }, [10, 50, 50]],
  ])('lets defaults give way to %j', (options, [min, initial, max]) => {
    expect(concurrencyPolicy(options)).toMatchObject({ min, initial, max });
  });

  it.each<[ConcurrencyOptions, string]>([
    [{ min: 0 }, 'concurrency.min: 0 is not a whole number from 1.'],
    [{ initial: 1.5 }, 'concurrency.initial: 1.5 is not a whole number from 1.'],
    [{ max: Infinity }, 'concurrency.max: Infinity is not a whole number from 1.'],
    [{ queue: -1 }, 'concurrency.queue: -1 is not a whole number from 0.'],
    [{ maxWait: 'long' as never }, 'concurrency.maxWait: "long" is not a duration.'],
    [{ min: 10, max: 5 }, 'concurrency: min, initial and max have to rise; they are 10, 10 and 5.'],
    [
      { initial: 50, max: 5 },
      'concurrency: min, initial and max have to rise; they are 4, 50 and 5.',
    ],
  ])('refuses %j', (options, message) => {
    expect(() => concurrencyPolicy(options)).toThrow(message);
  });
});
