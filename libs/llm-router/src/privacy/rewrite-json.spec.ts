import fc from 'fast-check';
import { rewriteText } from './rewrite-json.js';

const rewrite = (text: string): string =>
  text.replace('a@b.de', '[EMAIL_x]').replace('4012888888881881', '[CARD_x]');

it.each([
  ['{"to": "a@b.de",  "n": 1e3}', '{"to": "[EMAIL_x]",  "n": 1e3}'],
  ['{"to":"\\na\\u0040b.de"}', '{"to":"\\n[EMAIL_x]"}'],
  ['{"a@b.de":4012888888881881}', '{"[EMAIL_x]":"[CARD_x]"}'],
  ['["a@b.de"]', '["[EMAIL_x]"]'],
  ['"a@b.de"', '"[EMAIL_x]"'],
  ['{"to": "a@b.de', '{"to": "[EMAIL_x]'],
  ['', ''],
])('%s becomes %s', (json, expected) => {
  expect(rewriteText(json, rewrite)).toBe(expected);
});

it('reaches JSON within strings of JSON, and keeps all of it JSON', () => {
  const nested = { a: JSON.stringify({ b: JSON.stringify(['x', 'a@b.de']) }) };
  const { a } = JSON.parse(rewriteText(JSON.stringify(nested), rewrite)) as { a: string };
  const { b } = JSON.parse(a) as { b: string };
  expect(JSON.parse(b)).toEqual(['x', '[EMAIL_x]']);
});

it('keeps a number that becomes another number', () => {
  expect(rewriteText('{"n":17}', () => '42')).toBe('{"42":42}');
});

it('tells the name of each value and where it stands in the JSON', () => {
  const json = '{"user":{"ssn":["\\n1","2"],"x":3},"y":4}';
  const seen: unknown[] = [];
  rewriteText(json, (text, place) => {
    const at = json.indexOf(JSON.stringify(text).slice(1, -1), 8);
    const span = place?.within?.inner({
      start: at,
      end: at + text.length + (text.startsWith('\n') ? 1 : 0),
    });
    if (!/[a-z]/.test(text)) seen.push([text, place?.name, span]);
    return text;
  });
  expect(seen).toEqual([
    ['\n1', 'ssn', { start: 0, end: 2 }],
    ['2', 'ssn', { start: 0, end: 1 }],
    ['3', 'x', { start: 0, end: 1 }],
    ['4', 'y', { start: 0, end: 1 }],
  ]);
});

it('stays JSON of the same form, whatever its texts become', () => {
  const form = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(form)
      : typeof value === 'object' && value !== null
        ? Object.values(value).map(form)
        : typeof value === 'string' || typeof value === 'number'
          ? 'text'
          : value;
  fc.assert(
    fc.property(
      fc.oneof(fc.array(fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue())),
      fc.string(),
      (value, become) => {
        const json = JSON.stringify(value, undefined, 1);
        let number = 0;
        const rewritten = rewriteText(json, (text) => `t${number++}${text}${become}`);
        expect(form(JSON.parse(rewritten))).toEqual(form(value));
        expect(rewriteText(json, (text) => text)).toBe(json);
      },
    ),
  );
});
