import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const DIST = join(__dirname, '../libs/llm-router/dist');

/** Scans a long text with the built library, and says whether its event loop could go on meanwhile. */
const SCRIPT = `
  const redactor = new SensitiveTextRedactor({
    redact: { patterns: [{ entity: 'employee-id', pattern: /EMP-\\d{4}/ }] },
  });
  const text = 'Nothing to see here. '.repeat(50_000) + 'anna@example.com EMP-1234';
  let turns = 0;
  const count = setInterval(() => turns++, 1);
  redactor.findAll(text).then(async (findings) => {
    clearInterval(count);
    await redactor.onApplicationShutdown();
    console.log(JSON.stringify({ found: findings.map((it) => it.entity), wentOn: turns > 2 }));
  });
`;
const file = (format: string): string =>
  join(DIST, format, 'privacy/redactors/sensitive-text.redactor.js');

it.each([
  [
    'esm',
    ['--input-type=module', '--eval'],
    `import 'reflect-metadata'; import { SensitiveTextRedactor } from '${pathToFileURL(file('esm')).href}';`,
  ],
  [
    'cjs',
    ['--input-type=commonjs', '--eval'],
    `require('reflect-metadata'); const { SensitiveTextRedactor } = require('${file('cjs')}');`,
  ],
])('a long text is scanned in a thread: %s', (_format, flags, load) => {
  const output = execFileSync(process.execPath, [...flags, load + SCRIPT], {
    cwd: join(__dirname, '..'),
    encoding: 'utf8',
  });
  expect(JSON.parse(output)).toEqual({ found: ['email', 'employee-id'], wentOn: true });
});
