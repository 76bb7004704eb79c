import fc from 'fast-check';
import { JsonDepth } from './json-depth.js';

const depthAfter = (text: string): number => {
  const depth = new JsonDepth();
  depth.feed(text);
  return depth.depth;
};

it.each([
  ['', 0],
  ['{', 0],
  ['{"', 1],
  ['{"a"', 0],
  ['{"a\\"', 1],
  ['{"a":"{\\"', 2],
  ['{"a":" [\\"b\\"', 1],
  ['{"a":"He said \\"', 1],
  ['{"a":"{\\"b\\":\\"{\\\\\\"', 3],
  ['{"a":"\\u007b\\u0022', 2],
  ['"', 1],
  ['plain "text', 0],
  ['  ["', 1],
])('after %s it is %d', (text, depth) => {
  expect(depthAfter(text)).toBe(depth);
});

it('is what is needed to put any text into any string of nested JSON', () => {
  const nested = fc.integer({ min: 1, max: 5 });
  fc.assert(
    fc.property(nested, fc.string({ unit: 'binary' }), (levels, value) => {
      const wrap = (it: string, level: number): string =>
        level === 0 ? it : wrap(JSON.stringify({ k: it }), level - 1);
      const json = wrap('MARK', levels);
      const at = json.indexOf('MARK');
      let written = value;
      for (let level = depthAfter(json.slice(0, at)); level > 0; level--) {
        written = JSON.stringify(written).slice(1, -1);
      }
      let read: string = json.slice(0, at) + written + json.slice(at + 4);
      for (let level = levels; level > 0; level--) read = (JSON.parse(read) as { k: string }).k;
      expect(read).toBe(value);
    }),
  );
});
