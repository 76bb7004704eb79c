import { spawn } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import { Redis } from 'ioredis';

/** A Redis that syncs what it acknowledges, and may be killed; undefined where no `redis-server` is installed. */
export async function startRedis(folder) {
  const port = await freePort();
  const words = `--bind 127.0.0.1 --port ${port} --appendonly yes --appendfsync always`.split(' ');
  let server;
  const start = async () => {
    server = spawn('redis-server', [...words, '--save', '', '--dir', folder], { stdio: 'ignore' });
    await once(server, 'spawn');
    const client = new Redis(port, { retryStrategy: () => 20, maxRetriesPerRequest: null });
    client.on('error', () => undefined);
    await client.ping();
    client.disconnect();
  };
  const kill = async () => {
    const ended = once(server, 'exit');
    server.kill('SIGKILL');
    await ended;
  };
  process.once('exit', () => server.kill('SIGKILL'));
  try {
    await start();
  } catch {
    return undefined;
  }
  return { url: `redis://127.0.0.1:${port}`, start, kill };
}

async function freePort() {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
