// Runs every check of the project, one after the other, and says at the end what could not be tested here.
import { spawn } from 'node:child_process';
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

/** What hangs fails, and says so: on a machine four times slower than usual the slowest step takes half of this. */
const LIMIT_MINUTES = 40;

/** Resolves with its exit code; null where it was ended. Everything that it started ends with it. */
function run(command) {
  const child = spawn(command, { shell: true, stdio: 'inherit', detached: true });
  const end = () => {
    try {
      process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  };
  const timer = setTimeout(() => {
    console.error(`It is not done after ${LIMIT_MINUTES} minutes, and is ended.`);
    end();
  }, LIMIT_MINUTES * 60_000);
  const interrupted = () => {
    end();
    process.exit(130);
  };
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  return new Promise((resolve) => {
    child.once('exit', (code) => {
      clearTimeout(timer);
      process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
      resolve(code);
    });
  });
}

rmSync(SKIPPED, { force: true });
let failed = 0;
for (const [name, command] of steps) {
  const began = Date.now();
  const status = await run(command);
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
