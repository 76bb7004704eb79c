import type { AttemptRecord } from '../contracts/attempt.js';
import { attemptOf, costOf } from './cost.js';

const parts = {
  input: 1_500_000_000_000n,
  cacheRead: 0n,
  cacheWrite: 0n,
  output: 250_000_000_000n,
  reasoning: 0n,
  audio: 0n,
  image: 0n,
  request: 0n,
};

it('gives an attempt as JSON, its cost part by part', () => {
  const attempt = attemptOf({
    id: 'a',
    cost: 1_750_000_000_000n,
    costParts: parts,
  } as AttemptRecord);
  expect(attempt.costParts).toMatchObject(parts);
  expect(JSON.parse(JSON.stringify(attempt))).toEqual({
    id: 'a',
    cost: { pico: '1750000000000', usd: '1.75' },
    costParts: {
      input: '1.5',
      cacheRead: '0',
      cacheWrite: '0',
      output: '0.25',
      reasoning: '0',
      audio: '0',
      image: '0',
      request: '0',
    },
  });
});

it('has no parts where nobody knows them', () => {
  const attempt = attemptOf({ id: 'a', cost: null } as AttemptRecord);
  expect(attempt).not.toHaveProperty('costParts');
  expect(attempt.cost).toMatchObject({ pico: null, usd: null });
  expect(JSON.stringify(costOf(null))).toBe('{"pico":null,"usd":null}');
});
