import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { Client } from 'pg';

/** Services that tests went without, for whoever reads the outcome of a run. */
const SKIPPED = join(__dirname, '../../node_modules/.cache/llm-router-skipped.json');

/** The PostgreSQL to test against: DATABASE_URL, or the standard port of this machine; undefined where none answers. */
export function postgresUrl(): Promise<string | undefined> {
  const url = process.env['DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/test';
  return reachable('PostgreSQL', url, async () => {
    const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
    await client.connect();
    await client.end();
  });
}

/** The Redis to test against: REDIS_URL, or the standard port of this machine; undefined where none answers. */
export function redisUrl(): Promise<string | undefined> {
  const url = process.env['REDIS_URL'] ?? 'redis://127.0.0.1:6379';
  return reachable('Redis', url, async () => {
    const redis = new Redis(url, {
      lazyConnect: true,
      connectTimeout: 2_000,
      retryStrategy: () => null,
    });
    redis.on('error', () => undefined);
    try {
      await redis.connect();
    } finally {
      redis.disconnect();
    }
  });
}

/** Where CI=true, a service that does not answer is a failure; elsewhere it is reported, and its tests do nothing. */
async function reachable(
  service: string,
  url: string,
  probe: () => Promise<void>,
): Promise<string | undefined> {
  try {
    await probe();
    return url;
  } catch (error) {
    const reason = `${service} is not reachable: ${(error as Error).message}`;
    if (process.env['CI'] === 'true') throw new Error(reason, { cause: error });
    process.stderr.write(`SKIPPED, since ${reason}\n`);
    noteSkipped(service);
    return undefined;
  }
}

export function noteSkipped(service: string): void {
  let skipped: string[] = [];
  try {
    skipped = JSON.parse(readFileSync(SKIPPED, 'utf8')) as string[];
  } catch {
    // Nothing was skipped before.
  }
  mkdirSync(join(SKIPPED, '..'), { recursive: true });
  writeFileSync(SKIPPED, JSON.stringify([...new Set([...skipped, service])].sort()));
}
