// Runs every check of the project, one after the other, and says at the end what could not be tested here.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';

const SKIPPED = 'node_modules/.cache/llm-router-skipped.json';
const steps = [
  ['types', 'npm run --silent typecheck'],
  ['lint', 'npm run --silent lint'],
  ['format', 'npm run --silent format:check'],
  ['walls', 'npm run --silent walls'],
  ['unit tests', 'npm run --silent test:unit'],
  ['build', 'npm run --silent build'],
  ['package', 'npm run --silent test:package'],
  ['e2e tests', 'npm run --silent test:e2e'],
  ['crash tests', 'npm run --silent test:crash'],
];

rmSync(SKIPPED, { force: true });
let failed = 0;
for (const [name, command] of steps) {
  const began = Date.now();
  const { status } = spawnSync(command, { shell: true, stdio: 'inherit' });
  const seconds = ((Date.now() - began) / 1000).toFixed(0);
  console.log(`${status === 0 ? '✓' : '✗'} ${name} (${seconds} s)\n`);
  if (status !== 0) failed++;
}

const skipped = existsSync(SKIPPED) ? JSON.parse(readFileSync(SKIPPED, 'utf8')) : [];
for (const service of skipped) {
  console.log(`Not tested here: ${service} (it could not be reached).`);
}
console.log(`checks: ${steps.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
