import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

/** Starts a server and waits for the first address that it prints. */
export async function startServer(args, env, cwd) {
  const child = spawn(process.execPath, args, {
    cwd,
    env: { NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // Whatever ends this process, its servers end with it.
  const end = () => child.kill('SIGKILL');
  process.once('exit', end);
  let printed = '';
  const ended = once(child, 'exit').finally(() => process.off('exit', end));
  const url = await new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        printed += chunk;
        const found = /https?:\/\/(127\.0\.0\.1|localhost):\d+/.exec(printed)?.[0];
        if (found) resolve(found);
      });
    }
    child.once('exit', (code) => reject(new Error(`It ended with ${code}: ${printed}`)));
  });
  const stopBy = async (signal) => {
    child.kill(signal);
    await ended;
  };
  return {
    url,
    pid: child.pid,
    kill: () => stopBy('SIGKILL'),
    stop: () => stopBy('SIGTERM'),
    printed: () => printed,
  };
}

/** Megabytes (2²⁰) of memory that a process has; undefined where the system does not tell. */
export function residentMib(pid) {
  if (process.platform !== 'linux') return undefined;
  const kib = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1];
  return Math.round(Number(kib) / 1_024);
}
