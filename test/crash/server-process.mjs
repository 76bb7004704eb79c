import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Starts a server and waits for the first address that it prints. */
export async function startServer(args, env = {}, cwd = process.cwd()) {
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', process.env.VERBOSE ? 'inherit' : 'pipe'],
  });
  // Whatever ends this process, its servers end with it.
  process.once('exit', () => child.kill('SIGKILL'));
  let printed = '';
  const ended = once(child, 'exit');
  const url = await new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk) => {
        printed += chunk;
        const found = /https?:\/\/(127\.0\.0\.1|localhost):\d+/.exec(printed)?.[0];
        if (found) resolve(found);
      });
    }
    child.once('exit', (code) => reject(new Error(`It ended with ${code}: ${printed}`)));
  });
  const end = async (signal) => {
    child.kill(signal);
    await ended;
  };
  return {
    url,
    pid: child.pid,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    printed: () => printed,
  };
}
