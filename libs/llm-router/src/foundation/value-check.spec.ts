import fc from 'fast-check';
import {
  check,
  describeMisfit,
  fields,
  listOf,
  oneOf,
  oneOrMore,
  placeOf,
  recordOf,
} from './value-check.js';

const word = check('a word', (it) => typeof it === 'string' && /^\w+$/.test(it));
const shape = fields(
  'an object with "name"',
  {
    name: word,
    size: oneOf('s', 'm', 'l'),
    side: oneOf('left', 'right'),
    words: listOf('a list of words', word),
    labels: recordOf('words by name', word),
    one: oneOrMore(word, 'a word or words'),
  },
  { required: ['name'] },
);

function complaint(value: unknown): string | undefined {
  const misfit = shape(value);
  return misfit && describeMisfit(misfit);
}

it('lets what is legal pass, null standing for what is left out', () => {
  expect(complaint({ name: 'a' })).toBeUndefined();
  expect(
    complaint({ name: 'a', size: null, words: ['b'], labels: { x: 'y' }, one: ['c', 'd'] }),
  ).toBeUndefined();
});

it.each([
  [7, ': 7 is not legal. Legal: an object with "name".'],
  [[], ': what is written here is not legal. Legal: an object with "name".'],
  [{}, 'name: missing. Legal: a word.'],
  [{ name: null }, 'name: missing. Legal: a word.'],
  [{ name: 'a', size: 'xl' }, 'size: "xl" is not legal. Legal: one of "s", "m", "l".'],
  [{ name: 'a', side: 'up' }, 'side: "up" is not legal. Legal: "left" or "right".'],
  [{ name: 'a', words: ['b', ''] }, 'words[1]: "" is not legal. Legal: a word.'],
  [{ name: 'a', words: [{}] }, 'words[0]: what is written here is not legal. Legal: a word.'],
  [{ name: 'a', labels: { x: 1 } }, 'labels.x: 1 is not legal. Legal: a word.'],
  [{ name: 'a', one: true }, 'one: true is not legal. Legal: a word or words.'],
  [{ name: 'a', one: ['b', 2] }, 'one[1]: 2 is not legal. Legal: a word.'],
  [
    { name: 'a', sizes: 's' },
    'sizes: there is no such field. Did you mean size? Legal: name, size, side, words, labels, one.',
  ],
  [{ name: `-${'x'.repeat(200)}` }, `name: "-${'x'.repeat(79)}" is not legal. Legal: a word.`],
])('says of %j: %s', (value, message) => {
  expect(complaint(value)).toBe(message);
});

it('minds no other fields where it is open', () => {
  const open = fields('an object', { a: word }, { open: true });
  expect(open({ b: 7 })).toBeUndefined();
  expect(open({ a: 7 })?.path).toEqual(['a']);
});

it('names a place that leads to the value at fault', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (words, labels) => {
      const value: unknown = { name: 'a', words, labels };
      const misfit = shape(value);
      if (misfit === undefined) return;
      const found = misfit.path.reduce<unknown>(
        (at, step) => (at as Record<string | number, unknown>)[step],
        value,
      );
      expect(found).toBe(misfit.value);
      expect(placeOf(misfit.path)).toMatch(/^(words|labels)/);
    }),
  );
});
