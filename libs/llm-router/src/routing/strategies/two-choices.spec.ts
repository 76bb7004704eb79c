import { betterOfTwo, type Drawable } from './two-choices.js';

const it3 = (id: string, parts: Partial<Drawable> = {}): Drawable => ({
  id,
  weight: 1,
  presence: 1,
  score: 1,
  ...parts,
});

function shares(all: readonly Drawable[], draws = 20_000): Record<string, number> {
  const result: Record<string, number> = {};
  for (let i = 0; i < draws; i++) {
    const id = betterOfTwo(all, Math.imul(i, 0x9e3779b1) >>> 0)?.id ?? 'nobody';
    result[id] = (result[id] ?? 0) + 1 / draws;
  }
  return result;
}

it('is nobody of nobody, and the one of one', () => {
  expect(betterOfTwo([], 1)).toBeUndefined();
  expect(betterOfTwo([it3('a', { weight: 0, presence: 0 })], 1)?.id).toBe('a');
});

it('is the better one of two', () => {
  expect(shares([it3('a', { score: 1.1 }), it3('b')])).toEqual({ b: expect.closeTo(1) as number });
});

it('is never the worst of three, and the best in two of three draws', () => {
  const result = shares([it3('a', { score: 1 }), it3('b', { score: 2 }), it3('c', { score: 3 })]);
  expect(result['c']).toBeUndefined();
  expect(result['a']).toBeCloseTo(2 / 3, 1);
});

it('gives two that are equally good their shares', () => {
  const result = shares([it3('a', { weight: 3 }), it3('b')]);
  expect(result['a']).toBeCloseTo(0.75, 1);
  // The lighter one is a little better every other time.
  const better = shares([it3('a', { weight: 3 }), it3('b', { score: 0.99 })]);
  const worse = shares([it3('a', { weight: 3 }), it3('b', { score: 1.01 })]);
  expect(((better['a'] ?? 0) + (worse['a'] ?? 0)) / 2).toBeCloseTo(0.75, 1);
});

it('is the one that is clearly better, whatever the weights', () => {
  const result = shares([it3('slow', { weight: 9, score: 10 }), it3('light')]);
  expect(result['light']).toBeCloseTo(1);
});

it('lets a target that has recovered take part in its share of the draws', () => {
  const result = shares([it3('back', { presence: 0.1, score: 0.1 }), it3('a'), it3('b')]);
  expect(result['back']).toBeGreaterThan(0.04);
  expect(result['back']).toBeLessThan(0.11);
  const alone = shares([it3('back', { presence: 0.1 }), it3('none', { weight: 0, score: 0 })]);
  expect(alone['back']).toBeCloseTo(1);
});

it('draws who has no weight only among themselves', () => {
  const result = shares([
    it3('a', { score: 99 }),
    it3('x', { weight: 0 }),
    it3('y', { weight: 0 }),
  ]);
  expect(result).toEqual({ a: expect.closeTo(1) as number });
  const none = shares([it3('x', { weight: 0 }), it3('y', { weight: 0, score: 2 })]);
  expect(none['x']).toBeCloseTo(1);
});
