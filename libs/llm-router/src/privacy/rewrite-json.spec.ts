import { rewriteJson } from './rewrite-json.js';

const rewrite = (text: string): string =>
  text.replace('a@b.de', '[EMAIL_1]').replace('4012888888881881', '[CARD_1]');

it.each([
  ['{"to": "a@b.de",  "n": 1e3}', '{"to": "[EMAIL_1]",  "n": 1e3}'],
  ['{"to":"\\na\\u0040b.de"}', '{"to":"\\n[EMAIL_1]"}'],
  ['{"a@b.de":4012888888881881}', '{"[EMAIL_1]":"[CARD_1]"}'],
  ['"a@b.de"', '"[EMAIL_1]"'],
  ['{"to": "a@b.de', '{"to": "[EMAIL_1]'],
  ['', ''],
])('%s becomes %s', (json, expected) => {
  expect(rewriteJson(json, rewrite)).toBe(expected);
});
