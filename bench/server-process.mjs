import { spawn } from 'node:child_process';

/** Starts a server and waits for the first address that it prints. */
export function startServer(name, args, { env = {}, cwd = process.cwd() } = {}) {
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    let printed = '';
    child.stdout.on('data', (chunk) => {
      printed += chunk;
      const url = /https?:\/\/127\.0\.0\.1:\d+/.exec(printed)?.[0];
      if (url) resolve({ name, url, pid: child.pid, stop: () => child.kill('SIGTERM') });
    });
    child.on('exit', (code) => reject(new Error(`${name} ended with ${code}: ${printed}`)));
  });
}
