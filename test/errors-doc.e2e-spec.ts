import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..');
/** Where codes of errors are made: the router's, the doors', and the gateway's own. */
const FOLDERS = [
  'libs/llm-router/src/contracts/errors',
  'libs/llm-router/src/http',
  'libs/llm-router/src/ledger/journal',
  'libs/llm-router/src/keys',
  'libs/llm-router/src/privacy/redactors',
  'apps/gateway/src/admin',
  'apps/gateway/src/keys',
  'apps/gateway/src/server',
];
/** How they are written: as `code`, as a kind of upstream failure, and by HTTP status. */
const FORMS = [
  /\bcode: ([^,}\n]*'[^,}\n]*)/g,
  /^ {2}(\w+): \{ disposition: /gm,
  /^ {2}[45]\d\d: '(\w+)',$/gm,
];

/** What zod calls an issue that our own checks found: it is not shown. */
const ZOD_ISSUE = 'custom';

const sources = FOLDERS.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
    .map((name) => readFileSync(join(root, folder, name), 'utf8')),
);

/** One place may choose between two codes. */
function codesIn(source: string): string[] {
  const written = FORMS.flatMap((form) => [...source.matchAll(form)]).map(([, code = '']) => code);
  return written.flatMap((it) =>
    it.includes("'") ? [...it.matchAll(/'(\w+)'/g)].map(([, code = '']) => code) : [it],
  );
}

it('docs/errors.md has a row for every code, and no other rows', () => {
  const codes = new Set(sources.flatMap(codesIn));
  codes.delete(ZOD_ISSUE);
  const page = readFileSync(join(root, 'docs/errors.md'), 'utf8');
  const rows = new Set([...page.matchAll(/^\| `(\w+)` \|/gm)].map(([, code]) => code));
  expect([...rows].sort()).toEqual([...codes].sort());
  expect(codes.size).toBeGreaterThan(30);
});
