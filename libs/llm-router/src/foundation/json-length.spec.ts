import fc from 'fast-check';
import { jsonLength } from './json-length.js';

it('is about the length of the JSON', () => {
  fc.assert(
    fc.property(
      fc.jsonValue().map((it) => JSON.parse(JSON.stringify(it)) as unknown),
      (value) => {
        const leaves = JSON.stringify(value).split(/[,:{}[\]]/).length;
        const exact = JSON.stringify(value).length;
        // Numbers are taken as four characters, and escapes are not seen.
        expect(Math.abs(jsonLength(value) - exact)).toBeLessThanOrEqual(exact + leaves * 24);
      },
    ),
  );
});

it('is exact within a few characters for what tools look like', () => {
  const tool = {
    type: 'function',
    function: {
      name: 'get_weather',
      description: 'The weather at a place.',
      parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
    },
  };
  const exact = JSON.stringify([tool, tool]).length;
  expect(Math.abs(jsonLength([tool, tool]) - exact)).toBeLessThan(exact * 0.1);
});

it('leaves out what JSON leaves out, and ends in a circle', () => {
  expect(jsonLength({ a: undefined, b: () => 1 })).toBeLessThan(10);
  const circle: Record<string, unknown> = {};
  circle['self'] = circle;
  expect(jsonLength(circle)).toBeLessThan(1_000);
});
