import { InvalidRequestError } from 'nestjs-llm-router';
import { z } from 'zod';
import { readInput } from './read-input.js';

const schema = z.strictObject({
  name: z.string('a text'),
  lines: z.array(z.strictObject({ amount: z.number('a number') }), 'a list of lines').optional(),
});

function problem(input: unknown, words?: Parameters<typeof readInput>[2]) {
  try {
    readInput(schema, input, words);
  } catch (error) {
    if (error instanceof InvalidRequestError) return [error.message, error.param];
    throw error;
  }
  return undefined;
}

it('gives what is legal', () => {
  const input = { name: 'a', lines: [{ amount: 1 }] };
  expect(readInput(schema, input)).toEqual(input);
});

it.each<[input: unknown, message: string, param?: string]>([
  [undefined, 'name is missing. Legal: a text.', 'name'],
  [[], 'An object is needed. Legal: name, lines.'],
  ['text', 'An object is needed. Legal: name, lines.'],
  [{ name: 5 }, 'name: 5 is not legal. Legal: a text.', 'name'],
  [{ name: ['x'.repeat(200)] }, `name: ["${'x'.repeat(98)}… is not legal. Legal: a text.`, 'name'],
  [{ name: 'a', naem: 1 }, 'There is no field "naem". Legal: name, lines.', 'naem'],
  [
    { name: 'a', lines: [{ amount: '1' }] },
    'lines.0.amount: "1" is not legal. Legal: a number.',
    'lines.0.amount',
  ],
  [
    { name: 'a', lines: [{ amount: 1, tax: 2 }] },
    'There is no field "tax" in lines.0. Legal: amount.',
    'tax',
  ],
])('says what is wrong with %j', (input, ...told) => {
  expect(problem(input)).toEqual([told[0], told[1]]);
});

it('speaks of parameters, and names others that are legal', () => {
  expect(problem({ name: 'a', naem: 1 }, { kind: 'parameter', also: ['tag:<name>'] })).toEqual([
    'There is no parameter "naem". Legal: name, lines, tag:<name>.',
    'naem',
  ]);
});
