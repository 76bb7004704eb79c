// Loads the library as it ships, in both module formats, and makes one call through each.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const { exports } = JSON.parse(readFileSync(join(root, 'libs/llm-router/package.json'), 'utf8'));
const entries = Object.keys(exports).map((path) => `nestjs-llm-router${path.slice(1)}`);

const body = `
  const { router, close } = await createTestRouter();
  const { text } = await router.complete('hello');
  await close();
  if (text !== 'hello') throw new Error('expected an echo, got ' + text);
`;
const scripts = {
  'smoke.mjs': `import 'reflect-metadata';
    ${entries.map((entry) => `await import('${entry}');`).join('\n')}
    const { createTestRouter } = await import('nestjs-llm-router/testing');
    ${body}`,
  'smoke.cjs': `require('reflect-metadata');
    ${entries.map((entry) => `require('${entry}');`).join('\n')}
    const { createTestRouter } = require('nestjs-llm-router/testing');
    (async () => { ${body} })().catch((error) => { console.error(error); process.exit(1); });`,
};

for (const [name, source] of Object.entries(scripts)) {
  const file = join(root, 'apps/gateway', name);
  writeFileSync(file, source);
  try {
    execFileSync(process.execPath, [file], { stdio: 'inherit' });
    console.log(`${name}: ${entries.length} entry points load, a call goes through`);
  } finally {
    rmSync(file);
  }
}
