import { builtInRecognisers } from '../../redactors/built-in-recognisers.js';
import { costOf } from './pattern-cost.js';

/** What a built-in expression may cost at one place; the longest tokens have some thousand characters. */
const MOST_STEPS = 50_000;

it.each([
  [/abc/, 3],
  [/\d{1,20}x/, 22],
  [/[a-z]{1,64}@[a-z]{1,64}\.com/, 135],
  [/(?:a|b)c/, 3],
  [/(?<year>\d{4})-\k<year>/, 1_006],
  [/[[]\]{2}[\]x]/, 5],
  [/\u0041\x41\cA\p{Lu}{2}/u, 6],
])('%s costs %d steps', (pattern, steps) => {
  expect(costOf(pattern)).toEqual({ steps, endless: [] });
});

it.each([
  [/(a+)+$/, ['(a+)+']],
  [/(?:a|a)*b/, ['(?:a|a)*']],
  [/\s*x{2,}/, ['\\s*', 'x{2,}']],
])('%s has no bound', (pattern, endless) => {
  const cost = costOf(pattern);
  expect(cost.steps).toBe(Infinity);
  expect(new Set(cost.endless)).toEqual(new Set(endless));
});

it.each([
  /(?:a{1,30}){1,30}b/,
  /(?:a|ab|b){1,40}c/,
  /a{1,99}a{1,99}a{1,99}b/,
  /(?:\w{1,9}-?){1,20}!/,
  /[\w]{1,200}\d{1,200}\b[.]{1,9}x/,
])('%s may match in too many ways', (pattern) => {
  expect(costOf(pattern).endless).toEqual([]);
  expect(costOf(pattern).steps).toBeGreaterThan(MOST_STEPS / 2);
});

const patterns = builtInRecognisers.flatMap((it) =>
  it.kind === 'token' || it.kind === 'assigned' ? [[it.entity, it.pattern] as const] : [],
);

it.each(patterns)('%s is bounded', (_entity, pattern) => {
  const { steps, endless } = costOf(pattern);
  expect(endless).toEqual([]);
  expect(steps).toBeLessThan(MOST_STEPS);
  expect(pattern.sticky).toBe(true);
});
