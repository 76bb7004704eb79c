import { Test } from '@nestjs/testing';
import type { AttemptRecord, EndStatus } from '../contracts/attempt.js';
import { Clock } from '../contracts/clock.js';
import { UpstreamError, type UpstreamErrorCode } from '../contracts/errors/upstream-error.js';
import { LLM_ROUTER_OPTIONS } from '../contracts/options.js';
import type { ProviderAdapter } from '../contracts/provider-adapter.js';
import { NO_USAGE } from '../contracts/token-usage.js';
import { PluginRegistry } from '../plugin/plugin-registry.js';
import { healthProviders } from './health.providers.js';
import type { ProviderHealthSnapshot } from './provider-health-snapshot.js';
import { ProviderHealth } from './provider-health.js';

class StillClock extends Clock {
  at = 1_000_000;
  override now = (): number => this.at + 1e12;
  override monotonic = (): number => this.at;
}

const adapter = (id: string, probe?: ProviderAdapter['probe']): ProviderAdapter =>
  ({
    id,
    models: [],
    dialect: 'openai-chat',
    ...(probe && { probe }),
  }) as unknown as ProviderAdapter;

async function setUp(...providers: ProviderAdapter[]) {
  const clock = new StillClock();
  const module = await Test.createTestingModule({
    providers: [
      PluginRegistry,
      ...healthProviders,
      { provide: LLM_ROUTER_OPTIONS, useValue: { providers } },
      { provide: Clock, useValue: clock },
    ],
  }).compile();
  const health = module.get(ProviderHealth);
  const ends = (status: EndStatus, code?: string, facts: Partial<AttemptRecord> = {}): void =>
    health.onEvent({
      type: 'attempt-ended',
      callId: 'c',
      attempt: {
        id: 'a',
        index: 0,
        kind: 'first',
        provider: 'p',
        model: 'p/m',
        startedAt: 0,
        durationMs: 10,
        usage: NO_USAGE,
        cost: null,
        status,
        ...(code && { failure: { code, message: `it was ${code}` } }),
        ...facts,
      },
    });
  const state = (): ProviderHealthSnapshot['state'] | undefined => health.snapshot()[0]?.state;
  return { health, clock, ends, state };
}

const refusal = (code: UpstreamErrorCode): UpstreamError =>
  new UpstreamError(`it was ${code}`, { code, provider: 'p' });

it('is unknown, then up, then unknown again when nobody asks any more', async () => {
  const { clock, ends, state } = await setUp(adapter('p'));
  expect(state()).toBe('unknown');
  ends('succeeded');
  expect(state()).toBe('up');
  clock.at += 5 * 60_000;
  expect(state()).toBe('unknown');
});

it('is degraded for a minute after a failure, and down after three in a row', async () => {
  const { clock, ends, state } = await setUp(adapter('p'));
  ends('failed', 'server_error');
  ends('timed_out', 'timeout');
  ends('succeeded');
  ends('failed', 'overloaded');
  expect(state()).toBe('degraded');
  clock.at += 60_000;
  expect(state()).toBe('up');
  ends('interrupted', 'stream_interrupted');
  ends('failed', 'server_error');
  expect(state()).toBe('down');
  ends('succeeded');
  expect(state()).toBe('degraded');
});

it('is down as soon as credentials are refused', async () => {
  const { ends, state } = await setUp(adapter('p'));
  ends('failed', 'auth_refused');
  expect(state()).toBe('down');
});

it.each(['rate_limited', 'model_gone', 'deadline_exceeded'])(
  'is never down for %s',
  async (code) => {
    const { ends, state } = await setUp(adapter('p'));
    for (let count = 0; count < 5; count++) ends('failed', code);
    expect(state()).toBe('degraded');
  },
);

it.each<[EndStatus, string | undefined]>([
  ['aborted', 'aborted'],
  ['aborted', undefined],
  ['failed', 'bad_request'],
  ['failed', 'content_filtered'],
  ['failed', 'context_overflow'],
])('has nothing to answer for where a call %s with %s', async (status, code) => {
  const { ends, state, health } = await setUp(adapter('p'));
  for (let count = 0; count < 5; count++) ends(status, code);
  expect(state()).toBe('unknown');
  ends('succeeded');
  ends(status, code);
  expect(health.snapshot()[0]).toMatchObject({ state: 'up', attempts: 7, consecutiveFailures: 0 });
});

it('tells what happened, and how long it took', async () => {
  const { health, clock, ends } = await setUp(adapter('p'), adapter('other'));
  ends('succeeded', undefined, { durationMs: 100, firstPartMs: 20 });
  ends('failed', 'server_error', { durationMs: 1 });
  expect(health.snapshot()).toEqual([
    {
      provider: 'p',
      state: 'degraded',
      attempts: 2,
      consecutiveFailures: 1,
      lastError: { code: 'server_error', message: 'it was server_error', at: clock.now() },
      lastSuccessAt: clock.now(),
      durationMs: { p50: 100, p95: 100 },
      firstPartMs: { p50: 20, p95: 20 },
    },
    { provider: 'other', state: 'unknown', attempts: 0, consecutiveFailures: 0 },
  ]);
});

it('is ready while one provider is not down', async () => {
  const { health, ends } = await setUp(adapter('p'), adapter('other'));
  ends('failed', 'auth_refused');
  expect(health.isReady()).toBe(true);
  ends('failed', 'auth_refused', { provider: 'other' });
  expect(health.isReady()).toBe(false);
});

describe('a probe', () => {
  it('is made where no call told anything for 30 s, once for all who ask, and stands for 15 s', async () => {
    let probes = 0;
    const { health, clock, ends } = await setUp(adapter('p', async () => void probes++));
    ends('succeeded');
    clock.at += 30_000;
    await health.check('p');
    expect(probes).toBe(0);
    clock.at += 1;
    await Promise.all([health.check('p'), health.check('p')]);
    expect(probes).toBe(1);
    clock.at += 14_999;
    await health.check('p');
    expect(probes).toBe(1);
    clock.at += 1;
    expect((await health.check('p')).state).toBe('up');
    expect(probes).toBe(2);
  });

  it.each<[UpstreamErrorCode, string]>([
    ['connection_failed', 'down'],
    ['auth_refused', 'down'],
    ['rate_limited', 'degraded'],
  ])('that fails with %s makes it %s', async (code, state) => {
    const { health } = await setUp(adapter('p', () => Promise.reject(refusal(code))));
    expect(await health.check('p')).toMatchObject({ state, lastError: { code }, attempts: 0 });
  });

  it('brings a provider back that nobody dares to call', async () => {
    const { health, clock, ends } = await setUp(adapter('p', () => Promise.resolve()));
    for (let count = 0; count < 3; count++) ends('failed', 'server_error');
    expect((await health.check('p')).state).toBe('down');
    clock.at += 60_000;
    expect((await health.check('p')).state).toBe('up');
  });

  it('is given up and aborted after two seconds', async () => {
    let seen: AbortSignal | undefined;
    const hangs = (signal: AbortSignal): Promise<void> => {
      seen = signal;
      return new Promise(() => undefined);
    };
    const { health } = await setUp(adapter('p', hangs));
    jest.useFakeTimers();
    try {
      const checked = health.check('p');
      await jest.advanceTimersByTimeAsync(2_000);
      expect(await checked).toMatchObject({ state: 'down', lastError: { code: 'timeout' } });
      expect(seen?.aborted).toBe(true);
    } finally {
      jest.useRealTimers();
    }
  });

  it('is not made for an adapter that has none', async () => {
    const { health } = await setUp(adapter('p'));
    expect((await health.check('p')).state).toBe('unknown');
  });
});

it('names the known providers where it does not know one', async () => {
  const { health } = await setUp(adapter('openai'), adapter('groq'));
  await expect(health.check('opnai')).rejects.toThrow(
    'No provider is called "opnai". Known: groq, openai.',
  );
});
