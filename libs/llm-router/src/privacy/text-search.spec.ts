import type { Redactor } from '../contracts/redactor.js';
import { ActionLayer } from './actions/action-layer.js';
import { ActionTable } from './actions/action-table.js';
import { builtInScanner } from './redactors/built-in-scanner.js';
import { rewriteText } from './rewrite-json.js';
import { TextSearch } from './text-search.js';

const scanner = builtInScanner({});
const redactor: Redactor = {
  id: 'test',
  entities: scanner.entities,
  find: (text, wanted) => scanner.find(text, wanted),
};

/** The text with the kinds of what is found in it. */
function marked(text: string, name?: string): string {
  const search = new TextSearch(
    [redactor],
    new ActionTable([new ActionLayer({ action: 'mask' }, [redactor])], [redactor]),
  );
  rewriteText(
    text,
    (it, place) => {
      search.add(it, place);
      return it;
    },
    name,
  );
  void search.run();
  return rewriteText(
    text,
    (it, place) =>
      search
        .foundIn(it, place)
        .reduceRight(
          (rest, { entity, start, end }) => `${rest.slice(0, start)}<${entity}>${rest.slice(end)}`,
          it,
        ),
    name,
  );
}

it.each([
  ['{"ssn": "536904399"}', '{"ssn": "<us-ssn>"}'],
  ['{"ssn": 536904399}', '{"ssn": "<us-ssn>"}'],
  ['{"user": {"password": "hunter2hunter2"}}', '{"user": {"password": "<password>"}}'],
  ['{"a": "x\\nanna@example.com\\ty"}', '{"a": "x\\n<email>\\ty"}'],
  ['{"a": "\\u0061nna@example.com"}', '{"a": "<email>"}'],
  ['["anna@example.com", 4012888888881881]', '["<email>", "<card>"]'],
  ['{"a": "{\\"b\\": \\"anna@example.com\\"}"}', '{"a": "{\\"b\\": \\"<email>\\"}"}'],
  ['Write to anna@example.com', 'Write to <email>'],
])('%s is %s', (text, expected) => {
  expect(marked(text)).toBe(expected);
});

it('goes by the name that a text has', () => {
  expect(marked('536904399')).not.toBe('<us-ssn>');
  expect(marked('536904399', 'ssn')).toBe('<us-ssn>');
});

it('judges the same JSON alike wherever it stands', () => {
  const json = '{"a": "anna@example.com", "b": "bob@example.com"}';
  const twice = JSON.stringify([json, json]);
  expect((JSON.parse(marked(twice)) as string[]).map((it) => marked(it))).toEqual([
    '{"a": "<email>", "b": "<email>"}',
    '{"a": "<email>", "b": "<email>"}',
  ]);
});

it('takes time that grows with the text, and no faster', () => {
  const rows = Array.from({ length: 5_000 }, (_, row) => ({ mail: `a${row}@example.com`, row }));
  expect(marked(JSON.stringify(rows)).match(/<email>/g)).toHaveLength(5_000);
});
