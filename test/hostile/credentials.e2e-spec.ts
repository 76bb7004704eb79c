import { Injectable, type INestApplication, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import {
  type ApiKey,
  type CallSettled,
  type Credential,
  type CredentialSource,
  type EventSink,
  fromCredentialSource,
  LlmCredentialSource,
  LlmRouter,
  LlmRouterModule,
  LlmSink,
  openaiCompatible,
  ReplaceableCredentials,
  type RouterEvent,
} from 'nestjs-llm-router';
import { SimulatedProvider } from 'simulated-provider';

const GOOD = 'sk-good-0123456789';
const BAD = 'sk-revoked-0123456789';

@LlmCredentialSource()
@Injectable()
class Vault implements CredentialSource {
  readonly id = 'vault';
  readonly credentials = (): Promise<readonly Credential[]> =>
    Promise.resolve([{ key: GOOD, alias: 'from-the-vault' }]);
}

@LlmSink()
@Injectable()
class Settled implements EventSink {
  readonly id = 'settled';
  readonly calls: CallSettled[] = [];

  onEvent(event: RouterEvent): void {
    if (event.type === 'call-settled') this.calls.push(event);
  }
}

@Module({ providers: [Vault, Settled] })
class Plugins {}

let upstream: SimulatedProvider;
let app: INestApplication;

beforeEach(async () => {
  upstream = await SimulatedProvider.start({ apiKey: GOOD });
});
afterEach(async () => {
  await app?.close();
  await upstream.close();
});

async function routerWith(apiKey: ApiKey) {
  const provider = openaiCompatible({
    id: 'sim',
    baseUrl: `${upstream.url}/v1`,
    apiKey,
    openEnded: true,
  });
  const imports = [
    Plugins,
    LlmRouterModule.forRoot({
      providers: [provider],
      routing: { defaultModel: 'sim/m' },
      // A wait, or a second try, would show.
      retries: { perTarget: 1, baseDelay: '1h', maxDelay: '1h' },
    }),
  ];
  const testing = await Test.createTestingModule({ imports }).compile();
  app = testing.createNestApplication({ logger: false });
  await app.init();
  return { router: app.get(LlmRouter), calls: app.get(Settled).calls };
}

it.each(['document', 'stream'] as const)(
  'a call whose key is refused is answered at once with another key of the provider: %s',
  async (delivery) => {
    const { router, calls } = await routerWith([
      { key: BAD, alias: 'revoked' },
      { key: GOOD, alias: 'good' },
    ]);
    for (let call = 0; call < 3; call++) {
      const reply = await router.open('Hello', delivery);
      for await (const chunk of reply.chunks) void chunk;
      await reply.outcome;
    }
    expect(calls[0]?.attempts).toMatchObject([
      { status: 'failed', failure: { code: 'auth_refused' }, credential: 'revoked' },
      { status: 'succeeded', credential: 'good' },
    ]);
    expect(calls.slice(1).map((it) => it.attempts.length)).toEqual([1, 1]);
    expect(
      JSON.stringify(calls, (_, it: unknown) => (typeof it === 'bigint' ? String(it) : it)),
    ).not.toContain('sk-');
  },
);

it('a key whose rate is limited rests, and the breaker leaves the target alone', async () => {
  const { router, calls } = await routerWith([
    { key: GOOD, alias: 'one' },
    // The provider knows one key only, but to the router these are two.
    { key: GOOD, alias: 'two' },
  ]);
  upstream.behave({ times: 1, error: 'rate-limit', retryAfter: 60 });
  await router.complete('Hello');
  await router.complete('Hello');
  expect(calls.flatMap((it) => it.attempts.map(({ credential }) => credential))).toEqual([
    'one',
    'two',
    'two',
  ]);
});

it('keys come from a source that is a plugin, by its id', async () => {
  const { router, calls } = await routerWith(fromCredentialSource('vault'));
  await router.complete('Hello');
  expect(calls[0]?.attempts[0]?.credential).toBe('from-the-vault');
});

it('a source that nobody has is refused at boot', async () => {
  await expect(routerWith(fromCredentialSource('volt'))).rejects.toThrow(
    'providers: apiKey of sim: no credentials is called "volt". Known: vault.',
  );
});

it('keys are replaced without a restart', async () => {
  const keys = new ReplaceableCredentials('mine', [{ key: BAD }]);
  const { router } = await routerWith(keys);
  await expect(router.complete('Hello')).rejects.toMatchObject({ code: 'attempts_exhausted' });
  keys.replace([{ key: GOOD }]);
  await expect(router.complete('Hello')).resolves.toMatchObject({ provider: 'sim' });
});
