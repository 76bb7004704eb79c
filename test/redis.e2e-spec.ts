import { randomUUID } from 'node:crypto';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { Logger } from '@nestjs/common';
import { Redis } from 'ioredis';
import { redisCacheManager, RedisThrottlerStorage } from 'nestjs-llm-router/redis';
import { redisUrl } from './support/services.js';
import { until } from './support/until.js';

let url: string | undefined;
let warn: jest.SpyInstance;
const ending: (() => unknown)[] = [];

beforeAll(async () => {
  url = await redisUrl();
});
beforeEach(() => {
  warn = jest.spyOn(Logger.prototype, 'warn').mockReturnValue(undefined);
});
afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end();
  jest.restoreAllMocks();
});

/** Runs the body where Redis is there; `service()` has recorded the skip, or failed the run, where it is not. */
const withRedis = (name: string, body: (url: string) => Promise<void>): void => {
  it(name, async () => {
    if (url !== undefined) await body(url);
  });
};

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Redis as it comes back: from now on the port leads to the real one. */
async function forward(port: number, target: string): Promise<Server> {
  const { hostname, port: targetPort } = new URL(target);
  const server = createServer((socket) => {
    const upstream = connect(Number(targetPort) || 6379, hostname);
    socket.pipe(upstream).pipe(socket);
    socket.on('error', () => undefined).on('close', () => upstream.destroy());
    upstream.on('error', () => undefined).on('close', () => socket.destroy());
    ending.push(() => socket.destroy());
  }).listen(port, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  ending.push(() => server.close());
  return server;
}

async function answerOf<T>(ask: () => Promise<T>, isIt: (answer: T) => boolean): Promise<T> {
  let answer: T;
  await until(async () => isIt((answer = await ask())));
  return answer!;
}

describe('RedisThrottlerStorage', () => {
  function storage(at: string): RedisThrottlerStorage {
    const result = new RedisThrottlerStorage(at, { keyPrefix: `test-${randomUUID()}:` });
    ending.push(() => result.onApplicationShutdown());
    return result;
  }

  withRedis('counts for all processes together', async (at) => {
    const keyPrefix = `test-${randomUUID()}:`;
    const processes = [1, 2].map(() => new RedisThrottlerStorage(at, { keyPrefix }));
    ending.push(() => processes.forEach((it) => it.onApplicationShutdown()));
    const hits = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        processes[index % 2]!.increment('caller', 60_000, 20, 60_000, 'default'),
      ),
    );
    expect(hits.filter((it) => !it.isBlocked)).toHaveLength(20);
    expect(new Set(hits.map((it) => it.totalHits)).size).toBe(50);
    expect(hits[0]?.timeToExpire).toBe(60);
  });

  withRedis('keeps callers and throttlers apart', async (at) => {
    const counts = storage(at);
    await counts.increment('a', 60_000, 1, 60_000, 'short');
    expect(await counts.increment('b', 60_000, 1, 60_000, 'short')).toMatchObject({ totalHits: 1 });
    expect(await counts.increment('a', 60_000, 1, 60_000, 'long')).toMatchObject({ totalHits: 1 });
  });

  withRedis('blocks for the time of the block, then counts anew', async (at) => {
    const counts = storage(at);
    const hit = () => counts.increment('caller', 60_000, 1, 150, 'default');
    expect(await hit()).toMatchObject({ totalHits: 1, isBlocked: false, timeToBlockExpire: 0 });
    expect(await hit()).toEqual({
      totalHits: 2,
      timeToExpire: 1,
      isBlocked: true,
      timeToBlockExpire: 1,
    });
    const after = await answerOf(hit, (it) => !it.isBlocked);
    expect(after).toMatchObject({ totalHits: 1, timeToExpire: 60 });
  });

  withRedis('leaves nothing behind when the window is over', async (at) => {
    const keyPrefix = `test-${randomUUID()}:`;
    const counts = new RedisThrottlerStorage(at, { keyPrefix });
    const redis = new Redis(at);
    ending.push(
      () => counts.onApplicationShutdown(),
      () => redis.disconnect(),
    );
    await counts.increment('caller', 100, 5, 100, 'default');
    const keys = () => redis.keys(`${keyPrefix}*`);
    expect(await keys()).toHaveLength(1);
    expect(await answerOf(keys, (it) => it.length === 0)).toEqual([]);
  });

  withRedis(
    'lets requests through while Redis is away, says so once, and counts when it is back',
    async (at) => {
      const port = await freePort();
      const counts = storage(`redis://127.0.0.1:${port}`);
      const hit = () => counts.increment('caller', 60_000, 1, 60_000, 'default');
      for (let count = 0; count < 5; count++) {
        expect(await hit()).toMatchObject({ totalHits: 0, isBlocked: false });
      }
      expect(warn).toHaveBeenCalledTimes(1);
      expect(warn.mock.calls[0]?.[0]).toContain('Redis is away, requests are not limited');
      await forward(port, at);
      expect(await answerOf(hit, (it) => it.totalHits > 0)).toMatchObject({ totalHits: 1 });
    },
  );
});

describe('redisCacheManager', () => {
  function cache(at: string): ReturnType<typeof redisCacheManager> {
    const result = redisCacheManager(at);
    ending.push(() => result.disconnect());
    return result;
  }
  const reply = {
    model: 'p/m',
    provider: 'p',
    parts: [{ type: 'text', choice: 0, text: 'é "…"\n' }],
  };
  const kept = (store: ReturnType<typeof redisCacheManager>, key: string) => async () => {
    await store.set(key, reply, 60_000);
    return store.get(key);
  };

  withRedis('shares what it keeps with other processes, for as long as it is told', async (at) => {
    const key = randomUUID();
    await answerOf(kept(cache(at), key), (it) => it !== undefined);
    const other = cache(at);
    expect(
      await answerOf(
        () => other.get(key),
        (it) => it !== undefined,
      ),
    ).toEqual(reply);

    await other.set(key, reply, 100);
    expect(
      await answerOf(
        () => other.get(key),
        (it) => it === undefined,
      ),
    ).toBeUndefined();
  });

  withRedis('misses at once while Redis is away, and works when it is back', async (at) => {
    const port = await freePort();
    const store = cache(`redis://127.0.0.1:${port}`);
    const key = randomUUID();
    for (let count = 0; count < 5; count++) expect(await kept(store, key)()).toBeUndefined();
    await forward(port, at);
    expect(await answerOf(kept(store, key), (it) => it !== undefined)).toEqual(reply);
    expect(warn.mock.calls.map(([message]) => message as string)).toEqual([
      expect.stringContaining('The Redis cache is away'),
    ]);
  });

  it('refuses what is no address', () => {
    expect(() => redisCacheManager('localhost')).toThrow('Invalid URL');
  });
});
