import { Injectable, Logger } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import type { CachedReply, CompletionCache } from '../contracts/completion-cache.js';
import { Clock } from '../contracts/clock.js';
import type { Directives } from '../contracts/directives.js';
import type { Exchange } from '../contracts/exchange.js';
import { LLM_ROUTER_OPTIONS, type LlmRouterOptions } from '../contracts/options.js';
import type { ReplyChunk } from '../contracts/reply-chunk.js';
import type { Reply } from '../contracts/reply.js';
import type { CallSettled, SavedCost } from '../contracts/router-event.js';
import { NO_USAGE } from '../contracts/token-usage.js';
import { LlmCache } from '../plugin/plugin-markers.js';
import { PluginRegistry } from '../plugin/plugin-registry.js';
import { VirtualClock } from '../testing/virtual-clock.js';
import { cachingProviders } from './caching.providers.js';
import { RecallStage } from './recall.stage.js';

@LlmCache()
@Injectable()
class BrokenStore implements CompletionCache {
  readonly id = 'broken';
  get = (): Promise<undefined> => Promise.reject(new Error('store is away'));
  set = (): Promise<void> => Promise.reject(new Error('store is away'));
}

@LlmCache()
@Injectable()
class HangingStore implements CompletionCache {
  readonly id = 'hanging';
  get = (): Promise<undefined> => new Promise(() => undefined);
  set = (): Promise<void> => new Promise(() => undefined);
}

@LlmCache()
@Injectable()
class WatchedStore implements CompletionCache {
  readonly id = 'watched';
  readonly kept: { reply: CachedReply; ttlMs: number }[] = [];
  get = (): Promise<undefined> => Promise.resolve(undefined);
  async set(_key: string, reply: CachedReply, ttlMs: number): Promise<void> {
    this.kept.push({ reply, ttlMs });
  }
}

async function setUp(cache: LlmRouterOptions['cache'] = {}) {
  const clock = new VirtualClock();
  const module = await Test.createTestingModule({
    providers: [
      PluginRegistry,
      ...cachingProviders,
      BrokenStore,
      HangingStore,
      WatchedStore,
      { provide: LLM_ROUTER_OPTIONS, useValue: { cache } },
      { provide: Clock, useValue: clock },
    ],
  }).compile();
  return { stage: module.get(RecallStage), watched: module.get(WatchedStore), clock };
}

const states: string[] = [];
const savings: (SavedCost | undefined)[] = [];
/** A call that settles as soon as somebody wants to know. */
const outcome = {
  attempts: [
    { status: 'failed', usage: NO_USAGE, cost: 0n },
    { status: 'aborted', usage: { ...NO_USAGE, input: 9, estimated: true }, cost: 900n },
    { status: 'interrupted', usage: { ...NO_USAGE, input: 9, output: 2 }, cost: 20n },
    { status: 'succeeded', usage: { ...NO_USAGE, input: 11, output: 3 }, cost: 3n },
  ],
} as unknown as CallSettled;
const asks = (cache: Directives['cache']): Exchange =>
  ({
    request: { messages: [{ role: 'user', content: 'hi' }] },
    model: 'p/m',
    caller: {},
    directives: cache === undefined ? {} : { cache },
    journal: {
      cached: (state: string, saved?: SavedCost) => {
        states.push(state);
        savings.push(saved);
      },
      onSettled: (listener: (it: CallSettled) => void) => listener(outcome),
    },
  }) as unknown as Exchange;

const wire = { dialect: 'openai-chat', form: 'event', data: '…' } as const;
const whole: ReplyChunk[] = [
  { parts: [{ type: 'text', choice: 0, text: 'Hel' }], wire },
  { parts: [{ type: 'text', choice: 0, text: 'lo' }], wire },
  { parts: [{ type: 'finish', choice: 0, reason: 'stop' }], wire },
];

let opened = 0;
function opening(chunks = whole, failure?: Error): () => Promise<Reply> {
  return async () => {
    opened++;
    const source = (async function* () {
      yield* chunks;
      if (failure) throw failure;
    })();
    return { head: { model: 'p/m', provider: 'p', cache: 'off', warnings: ['w'] }, chunks: source };
  };
}

async function drain({ chunks }: Reply): Promise<ReplyChunk[]> {
  const all: ReplyChunk[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return all;
}

beforeEach(() => {
  opened = 0;
  states.length = 0;
  savings.length = 0;
});
afterEach(() => jest.restoreAllMocks());

it.each([undefined, false] as const)('stays out of the way where caching is %s', async (cache) => {
  const { stage } = await setUp();
  for (let call = 0; call < 2; call++) await drain(await stage.recall(asks(cache), opening()));
  expect([opened, states]).toEqual([2, []]);
});

it('passes a miss through as it is, and answers the same call from the store', async () => {
  const { stage } = await setUp();
  const miss = await stage.recall(asks({}), opening());
  const passed = await drain(miss);
  expect(passed.every((it, index) => it === whole[index])).toBe(true);
  expect(miss.head).toMatchObject({ cache: 'miss', warnings: ['w'] });

  const hit = await stage.recall(asks({}), opening());
  expect(hit.head).toEqual({ model: 'p/m', provider: 'p', cache: 'hit', warnings: [] });
  expect(await drain(hit)).toEqual([
    {
      parts: [
        { type: 'text', choice: 0, text: 'Hello' },
        { type: 'finish', choice: 0, reason: 'stop' },
      ],
    },
  ]);
  expect([opened, states]).toEqual([1, ['miss', 'hit']]);
});

it('tells what a kept reply saves: what the tries cost that it consists of', async () => {
  const { stage, clock } = await setUp({ ttl: '1m' });
  await drain(await stage.recall(asks({}), opening(), () => 60_000));
  await drain(await stage.recall(asks({}), opening()));
  const saved = {
    model: 'p/m',
    provider: 'p',
    usage: { ...NO_USAGE, input: 20, output: 5 },
    cost: 23n,
  };
  expect(savings).toEqual([undefined, saved]);
  await clock.run(90_000);
  const stale = await stage.recallStale(asks({}));
  expect(stale?.head.rung).toBe('stale-cache');
  expect([states.at(-1), savings.at(-1)]).toEqual(['stale', saved]);
});

it('keeps for the time of the directive, else of the options', async () => {
  const { stage, watched } = await setUp({ store: 'watched', ttl: '2m' });
  await drain(await stage.recall(asks({ ttl: '5s' }), opening()));
  await drain(await stage.recall(asks({}), opening()));
  expect(watched.kept.map((it) => it.ttlMs)).toEqual([5_000, 120_000]);
});

it('keeps nothing of a reply that broke off, was left, or had not finished', async () => {
  const { stage, watched } = await setUp({ store: 'watched' });
  await expect(
    drain(await stage.recall(asks({}), opening(whole, new Error('broken off')))),
  ).rejects.toThrow('broken off');
  for await (const chunk of (await stage.recall(asks({}), opening())).chunks) {
    if (chunk === whole[2]) break;
  }
  await drain(await stage.recall(asks({}), opening(whole.slice(0, 2))));
  expect(watched.kept).toEqual([]);
});

it('ends the inner iterator when it is left before the first chunk', async () => {
  const { stage } = await setUp();
  let ended = false;
  const chunks = {
    [Symbol.asyncIterator]: () => ({
      next: () => Promise.reject(new Error('never asked')),
      return: async () => ({ done: (ended = true) as true, value: undefined }),
    }),
  };
  const reply = await stage.recall(asks({}), async () => ({ ...(await opening()()), chunks }));
  await reply.chunks[Symbol.asyncIterator]().return?.();
  expect(ended).toBe(true);
});

it('goes on without a broken store, and says so once a minute', async () => {
  const warn = jest.spyOn(Logger.prototype, 'warn').mockReturnValue(undefined);
  const { stage, clock } = await setUp({ store: 'broken' });
  for (const at of [0, 30_000, 60_000]) {
    await clock.run(at);
    expect(await drain(await stage.recall(asks({}), opening()))).toEqual(whole);
  }
  expect(warn.mock.calls.map(([message]) => message as string)).toEqual([
    'The cache store failed to look a reply up: Error: store is away',
    'The cache store failed to look a reply up: Error: store is away',
  ]);
});

it('goes on without a store that never answers', async () => {
  jest.spyOn(Logger.prototype, 'warn').mockReturnValue(undefined);
  const { stage, clock } = await setUp({ store: 'hanging' });
  const reply = stage.recall(asks({}), opening());
  await clock.run(999);
  expect(opened).toBe(0);
  await clock.run(1_000);
  expect((await reply).head.cache).toBe('miss');
});
