import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { noteSkipped } from './services.js';

/** A Redis of the test's own, which may be killed. What it has acknowledged is on the disk. */
export class OwnRedis {
  private server: ChildProcess | undefined;

  private constructor(
    private readonly directory: string,
    private readonly port: number,
  ) {}

  /** Undefined where no `redis-server` is installed. */
  static async start(): Promise<OwnRedis | undefined> {
    const it = new OwnRedis(mkdtempSync(join(tmpdir(), 'own-redis-')), await freePort());
    try {
      await it.begin();
      return it;
    } catch (error) {
      await it.stop();
      const reason = `no redis-server can be started: ${(error as Error).message}`;
      if (process.env['CI'] === 'true') throw new Error(reason, { cause: error });
      process.stderr.write(`SKIPPED, since ${reason}\n`);
      noteSkipped('Redis of its own');
      return undefined;
    }
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Starts it, with what it has kept. */
  async begin(): Promise<void> {
    const words = `--bind 127.0.0.1 --appendonly yes --appendfsync always --save`.split(' ');
    const where = ['--port', String(this.port), '--dir', this.directory];
    const server = spawn('redis-server', [...words, '', ...where], { stdio: 'ignore' });
    this.server = server;
    await once(server, 'spawn');
    const ended = once(server, 'exit').then(() => Promise.reject(new Error('it ended')));
    const client = new Redis(this.url, { retryStrategy: () => 20, maxRetriesPerRequest: null });
    client.on('error', () => undefined);
    await Promise.race([client.ping(), ended]).finally(() => client.disconnect());
    ended.catch(() => undefined);
  }

  /** As if it had crashed. */
  async kill(): Promise<void> {
    const { server } = this;
    if (server === undefined) return;
    this.server = undefined;
    const ended = server.exitCode === null ? once(server, 'exit') : undefined;
    server.kill('SIGKILL');
    await ended;
  }

  /** Takes connections, and answers nobody. */
  freeze(): void {
    this.server?.kill('SIGSTOP');
  }

  thaw(): void {
    this.server?.kill('SIGCONT');
  }

  async stop(): Promise<void> {
    await this.kill();
    rmSync(this.directory, { recursive: true, force: true });
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
