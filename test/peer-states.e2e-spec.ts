import { randomUUID } from 'node:crypto';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { Logger } from '@nestjs/common';
import { Redis } from 'ioredis';
import { Clock } from 'nestjs-llm-router';
import { RedisPeerStates } from 'nestjs-llm-router/redis';
import { redisUrl } from './support/services.js';

jest.setTimeout(30_000);

const TARGET = 'openai/gpt-4.1';

let url: string | undefined;
let warn: jest.SpyInstance;
let log: jest.SpyInstance;
const ending: (() => unknown)[] = [];

beforeAll(async () => {
  url = await redisUrl();
});
beforeEach(() => {
  warn = jest.spyOn(Logger.prototype, 'warn').mockReturnValue(undefined);
  log = jest.spyOn(Logger.prototype, 'log').mockReturnValue(undefined);
});
afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end();
  jest.restoreAllMocks();
});

/** Runs the body where Redis is there; `redisUrl()` has recorded the skip, or failed the run, where it is not. */
const withRedis = (
  name: string,
  body: (where: { url: string; keyPrefix: string; redis: Redis }) => Promise<void>,
): void => {
  it(name, async () => {
    if (url === undefined) return;
    const redis = new Redis(url);
    ending.push(() => redis.disconnect());
    await body({ url, keyPrefix: `test-${randomUUID()}:`, redis });
  });
};

class MachineClock extends Clock {
  override now(): number {
    return Date.now();
  }

  override monotonic(): number {
    return performance.now();
  }
}

type Told = Parameters<RedisPeerStates['tell']>[0];

/** What one process of several has. */
function startProcess(at: string, keyPrefix: string, told: Told = () => []): RedisPeerStates {
  const redis = new Redis(at, { lazyConnect: true });
  const states = new RedisPeerStates(redis, new MachineClock(), keyPrefix);
  states.tell(told);
  states.onModuleInit();
  ending.push(() => states.onApplicationShutdown());
  ending.push(() => expect(redis.status).toBe('wait'));
  return states;
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Resolves with how many milliseconds it took. */
async function until(holds: () => boolean | Promise<boolean>, limitMs: number): Promise<number> {
  const began = performance.now();
  while (!(await holds())) {
    const passed = performance.now() - began;
    if (passed > limitMs) throw new Error(`It did not come true within ${limitMs} ms.`);
    await sleep(5);
  }
  return performance.now() - began;
}

/** A way to Redis that can freeze: connections stay, and are accepted, but nothing passes. */
class Way {
  private readonly sockets = new Set<Socket>();
  private frozen = false;
  private server: Server;

  constructor(private readonly target: string) {}

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  private port = 0;

  async open(): Promise<this> {
    const { hostname, port } = new URL(this.target);
    this.server = createServer((socket) => {
      const upstream = connect(Number(port) || 6379, hostname);
      for (const [one, other] of [
        [socket, upstream],
        [upstream, socket],
      ] as const) {
        this.sockets.add(one);
        one.on('data', (data) => other.write(data));
        one.on('error', () => undefined);
        one.on('close', () => {
          this.sockets.delete(one);
          other.destroy();
        });
        if (this.frozen) one.pause();
      }
    });
    this.server.listen(this.port, '127.0.0.1');
    await new Promise((resolve) => this.server.once('listening', resolve));
    this.port = (this.server.address() as AddressInfo).port;
    ending.push(() => this.close());
    return this;
  }

  freeze(): void {
    this.frozen = true;
    for (const socket of this.sockets) socket.pause();
  }

  thaw(): void {
    this.frozen = false;
    for (const socket of this.sockets) socket.resume();
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

describe('RedisPeerStates', () => {
  withRedis(
    'tells processes of each other within a second, both ways',
    async ({ url, keyPrefix }) => {
      const one = new Map<string, object>();
      const other = new Map<string, object>([[TARGET, { inFlight: 7 }]]);
      const first = startProcess(url, keyPrefix, () => one);
      const second = startProcess(url, keyPrefix, () => other);
      await until(() => first.of(TARGET) !== undefined, 5_000);
      expect(first.of(TARGET)).toEqual({ inFlight: 7 });
      for (let round = 0; round < 4; round++) {
        await sleep(110 * round);
        const state = {
          inFlight: round,
          ejectedUntil: Date.now() + 10_000,
          heldUntil: Date.now() + 20_000 + round,
        };
        one.set(TARGET, state);
        const took = await until(() => second.of(TARGET)?.heldUntil === state.heldUntil, 5_000);
        expect(second.of(TARGET)).toEqual(state);
        // A second, and what a busy machine adds.
        expect(took).toBeLessThan(1_200);
      }
      other.delete(TARGET);
      await until(() => first.of(TARGET) === undefined, 1_200);
      expect(warn).not.toHaveBeenCalled();
      expect(log).not.toHaveBeenCalled();
    },
  );

  withRedis('adds up what several processes say, each counted once', async ({ url, keyPrefix }) => {
    const ejectedUntil = Date.now() + 9_000;
    const states = [1, 2, 3].map((inFlight) =>
      startProcess(url, keyPrefix, () => [
        [TARGET, { inFlight }],
        [TARGET, { ejectedUntil: ejectedUntil + inFlight }],
      ]),
    );
    const all = (): unknown[] => states.map((it) => it.of(TARGET));
    await until(() => states.map((it) => it.of(TARGET)?.inFlight).join() === '5,4,3', 5_000);
    expect(all()).toEqual([
      { inFlight: 5, ejectedUntil: ejectedUntil + 3 },
      { inFlight: 4, ejectedUntil: ejectedUntil + 3 },
      { inFlight: 3, ejectedUntil: ejectedUntil + 2 },
    ]);
    await states[2]!.onApplicationShutdown();
    await until(() => states[0]!.of(TARGET)?.inFlight === 2, 1_200);
    expect(states[2]!.of(TARGET)).toBeUndefined();
  });

  withRedis('keeps strangers with another prefix apart', async ({ url, keyPrefix }) => {
    startProcess(url, `other-${keyPrefix}`, () => [[TARGET, { inFlight: 1 }]]);
    const states = startProcess(url, keyPrefix);
    const friend = startProcess(url, keyPrefix, () => [['p/m', { inFlight: 1 }]]);
    await until(() => states.of('p/m') !== undefined, 5_000);
    expect(states.of(TARGET)).toBeUndefined();
    expect(friend.of('p/m')).toBeUndefined();
  });

  withRedis(
    'forgets a process that died, ignores what is no report, and leaves nothing behind',
    async ({ url, keyPrefix, redis }) => {
      const ghost = async (id: string, report: string): Promise<void> => {
        await redis.set(`${keyPrefix}peers:${id}`, report, 'PX', 1_500);
        await redis.sadd(`${keyPrefix}peers`, id);
      };
      const states = startProcess(url, keyPrefix, () => [[TARGET, { inFlight: 1 }]]);
      await ghost('died', JSON.stringify([['p/m', 4, 0, 0]]));
      await ghost('broken', '[["p/m", "many"');
      await until(() => states.of('p/m')?.inFlight === 4, 1_400);
      await until(() => states.of('p/m') === undefined, 3_000);
      const members = () => redis.smembers(`${keyPrefix}peers`);
      await until(async () => (await members()).length === 1, 3_000);
      expect(await redis.pttl(`${keyPrefix}peers`)).toBeGreaterThan(0);
      const [id] = await members();
      expect(await redis.pttl(`${keyPrefix}peers:${id}`)).toBeLessThanOrEqual(3_000);
      await states.onApplicationShutdown();
      expect(await redis.keys(`${keyPrefix}*`)).toEqual([]);
      expect(warn).not.toHaveBeenCalled();
    },
  );

  withRedis(
    'lets nobody wait while Redis is frozen, forgets, says so once, and recovers',
    async ({ url, keyPrefix }) => {
      const way = await new Way(url).open();
      const states = startProcess(way.url, keyPrefix);
      let inFlight = 1;
      startProcess(url, keyPrefix, () => [[TARGET, { inFlight }]]);
      await until(() => states.of(TARGET) !== undefined, 5_000);
      way.freeze();
      inFlight = 2;
      let slowest = 0;
      const forgotten = await until(() => {
        const began = performance.now();
        const state = states.of(TARGET);
        slowest = Math.max(slowest, performance.now() - began);
        return state === undefined;
      }, 5_000);
      expect(forgotten).toBeLessThan(2_200);
      expect(slowest).toBeLessThan(20);
      await until(() => warn.mock.calls.length > 0, 3_000);
      await sleep(2_500);
      expect(states.of(TARGET)).toBeUndefined();
      expect(warn.mock.calls).toEqual([
        ['Redis is away: live state is not shared until it is back: no answer within 1000 ms'],
      ]);
      way.thaw();
      await until(() => states.of(TARGET)?.inFlight === 2, 8_000);
      expect(log.mock.calls).toEqual([['Redis is back: live state is shared again.']]);
      expect(warn).toHaveBeenCalledTimes(1);
    },
  );

  withRedis('starts without Redis, and shares once it is there', async ({ url, keyPrefix }) => {
    const way = await new Way(url).open();
    await way.close();
    const states = startProcess(way.url, keyPrefix);
    startProcess(url, keyPrefix, () => [[TARGET, { inFlight: 1 }]]);
    await until(() => warn.mock.calls.length > 0, 3_000);
    await sleep(1_500);
    await way.open();
    await until(() => states.of(TARGET) !== undefined, 8_000);
    expect(warn).toHaveBeenCalledTimes(1);
    expect(log).toHaveBeenCalledTimes(1);
  });

  withRedis('gets over a lost connection', async ({ url, keyPrefix }) => {
    const way = await new Way(url).open();
    const states = startProcess(way.url, keyPrefix);
    let inFlight = 1;
    startProcess(url, keyPrefix, () => [[TARGET, { inFlight }]]);
    await until(() => states.of(TARGET) !== undefined, 5_000);
    await way.close();
    await way.open();
    inFlight = 2;
    await until(() => states.of(TARGET)?.inFlight === 2, 4_000);
  });

  withRedis('stops within a second where Redis is frozen', async ({ url, keyPrefix }) => {
    const way = await new Way(url).open();
    const states = startProcess(way.url, keyPrefix);
    startProcess(url, keyPrefix, () => [[TARGET, { inFlight: 1 }]]);
    await until(() => states.of(TARGET) !== undefined, 5_000);
    way.freeze();
    const began = performance.now();
    await states.onApplicationShutdown();
    expect(performance.now() - began).toBeLessThan(1_200);
  });
});
