import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { RequestCaller } from '../contracts/caller-of-request.js';
import { candidate, context, HandDirectory } from '../routing/routing.fixture.js';
import { LlmRouterModule } from '../module/llm-router.module.js';
import { LlmRouter } from '../router/llm-router.js';
import { FakeProvider } from '../testing/fake-provider.js';
import { RecordingSink } from '../testing/test-router.js';
import { LlmMemoryKeysModule } from './llm-memory-keys.module.js';
import { KeyScopeFilter } from './key-scope.filter.js';

const mini = candidate('openai/gpt-mini');
const large = candidate('openai/gpt-large');
const opus = candidate('anthropic/opus');
const routed = candidate('openrouter/openai/gpt-mini');

class Directory extends HandDirectory {
  override list() {
    return Object.keys(this.models).map((id) => ({ id, ownedBy: 'x' })) as never[];
  }
}

const filter = new KeyScopeFilter(
  new Directory({
    'tier:cheap': [mini, opus],
    'tier:large': [large],
    'fast-one': [mini],
    'openai/gpt-mini': [mini],
    'gpt-mini': [mini, routed],
    'openai/gpt-large': [large],
    'anthropic/opus': [opus],
  }),
);

/** Who may serve a call for this name; the message, where it is refused. */
function served(model: string, allowedModels?: readonly string[]): string[] | string {
  const caller: RequestCaller = { keyId: 'k', allowedModels };
  const call = { ...context({}, {}, { caller }), model };
  const allowed = [mini, large, opus, routed].filter((it) => !filter.reject(it, call));
  return filter.refuse(call)?.message ?? allowed.map((it) => it.id);
}

it.each<[string, string[] | undefined, string[]]>([
  [
    'tier:cheap',
    undefined,
    ['openai/gpt-mini', 'openai/gpt-large', 'anthropic/opus', 'openrouter/openai/gpt-mini'],
  ],
  [
    'tier:cheap',
    ['*'],
    ['openai/gpt-mini', 'openai/gpt-large', 'anthropic/opus', 'openrouter/openai/gpt-mini'],
  ],
  ['tier:cheap', ['tier:cheap'], ['openai/gpt-mini', 'anthropic/opus']],
  ['tier:cheap', ['tier:ch*'], ['openai/gpt-mini', 'anthropic/opus']],
  ['tier:cheap', ['openai/*'], ['openai/gpt-mini', 'openai/gpt-large']],
  ['openai/gpt-mini', ['fast-*'], ['openai/gpt-mini']],
  ['gpt-mini', ['OpenAI/GPT-*'], ['openai/gpt-mini', 'openai/gpt-large']],
  ['gpt-mini', ['gpt-mini'], ['openai/gpt-mini', 'openrouter/openai/gpt-mini']],
  ['openai/gpt-large', ['gpt-l*', 'gone'], ['openai/gpt-large']],
])('a call for %s under %j may be served by %j', (model, allowed, ids) => {
  expect(served(model, allowed)).toEqual(ids);
});

it('refuses a name that stands for nothing that is allowed, and says what is', () => {
  expect(served('tier:large', ['tier:cheap', 'openrouter/*'])).toBe(
    'This key may not use "tier:large". Allowed: tier:cheap, openrouter/*.',
  );
  const many = Array.from({ length: 25 }, (_, index) => `m${index}`);
  expect(served('tier:large', many)).toContain('m19, and 5 more.');
});

it('re-checks fallbacks and every rung of the ladder, in a router', async () => {
  const sink = new RecordingSink();
  const provider = new FakeProvider();
  @Module({
    imports: [
      LlmRouterModule.forRoot({
        providers: [provider],
        tiers: {
          small: {
            models: ['fake/small'],
            degrade: { equal: ['fake/big'], smaller: ['fake/tiny'], answer: 'Later.' },
          },
        },
        retries: { attempts: 4, perTarget: 1, baseDelay: 0 },
      }),
      LlmMemoryKeysModule.forRoot(),
    ],
    providers: [{ provide: RecordingSink, useValue: sink }],
  })
  class App {}
  const app = await NestFactory.createApplicationContext(App, { logger: false });
  const router = app.get(LlmRouter);
  const caller: RequestCaller = { keyId: 'k', allowedModels: ['fake/small', 'fake/tiny'] };

  const { candidates } = (
    await router.explain(
      { model: 'tier:small', messages: [{ role: 'user', content: 'Hello' }] },
      { caller, route: { fallback: ['fake/other'] } },
    )
  ).decision;
  expect(candidates.map((it) => [it.candidate, it.rejectedBy])).toEqual([
    ['fake/small', undefined],
    ['fake/other', 'key-scope'],
    ['fake/big', 'key-scope'],
    ['fake/tiny', undefined],
  ]);
  const refused = { model: 'fake/big', messages: [{ role: 'user' as const, content: 'Hello' }] };
  const directives = { caller, route: { fallback: ['fake/tiny'] } };
  await expect(router.complete(refused, directives)).rejects.toMatchObject({
    code: 'model_not_allowed',
    httpStatus: 403,
    param: 'model',
  });
  expect(sink.calls.at(-1)).toMatchObject({
    status: 'failed',
    failure: { code: 'model_not_allowed' },
    attempts: [],
  });
  expect(await router.explain(refused, directives)).toMatchObject({
    refusal: { code: 'model_not_allowed' },
    targets: [],
    decision: { model: 'fake/big', candidates: [] },
  });
  await app.close();
});
