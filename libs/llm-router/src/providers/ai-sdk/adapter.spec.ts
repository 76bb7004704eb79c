import type { LanguageModelV4StreamPart } from '@ai-sdk/provider';
import type { ChatRequest } from '../../contracts/chat-request.js';
import { ConfigurationError } from '../../contracts/errors/configuration-error.js';
import type { ReplyPart } from '../../contracts/reply-part.js';
import { collect, partsOf, providerCall } from '../adapter-calls.fixture.js';
import { usagePart } from '../conformance/usage-part.fixture.js';
import { aiSdk } from './ai-sdk.js';
import type { AiSdkLanguageModel } from './language-model.js';
import { modelV2, modelV3, modelV4, Seen } from './models.fixture.js';

const signature = '{"anthropic":{"signature":"proof"}}';

/** Pieces of a text, a thought or a call as one. */
function folded(parts: readonly ReplyPart[]): ReplyPart[] {
  const out: ReplyPart[] = [];
  for (const part of parts) {
    const last = out.at(-1);
    if (part.type === 'text' && last?.type === 'text') {
      out[out.length - 1] = { ...last, text: last.text + part.text };
    } else if (part.type === 'reasoning' && last?.type === 'reasoning') {
      out[out.length - 1] = { ...last, ...part, text: last.text + part.text };
    } else if (part.type === 'tool-call' && last?.type === 'tool-call') {
      out[out.length - 1] = { ...last, arguments: last.arguments + part.arguments };
    } else {
      out.push(part);
    }
  }
  return out;
}

const open = (model: AiSdkLanguageModel) => aiSdk({ id: 'sdk', models: { m: model } });
const ask = (request: Partial<ChatRequest> = {}) =>
  providerCall(request, 'document', { upstreamModel: 'm' });
const askStream = () => providerCall({}, 'stream', { upstreamModel: 'm' });
const streaming = (...parts: LanguageModelV4StreamPart[]) => open(modelV4(new Seen(), parts));

describe.each([
  ['v2', modelV2, 'tool-calls'],
  ['v3', modelV3, 'tool_use'],
  ['v4', modelV4, 'tool_use'],
] as const)('a model of the AI SDK, specification %s', (version, modelOf, raw) => {
  it.each(['document', 'stream'] as const)('gives its reply as parts of a %s', async (delivery) => {
    const adapter = open(modelOf());
    const call = providerCall({}, delivery, { upstreamModel: 'm' });
    const { chunks, error } = await collect(adapter, call);
    expect(error).toBeUndefined();
    expect(folded(partsOf(chunks))).toEqual([
      { type: 'metadata', id: 'r1', model: 'm-2026', created: 5 },
      { type: 'reasoning', choice: 0, text: 'Hm.', signature, signedBy: 'ai-sdk' },
      { type: 'text', choice: 0, text: 'Let me look.' },
      {
        type: 'tool-call',
        choice: 0,
        index: 0,
        id: 'c1',
        name: 'weather',
        arguments: '{"city":"Bern"}',
        extraContent: { 'ai-sdk': { google: { thoughtSignature: 'abc' } } },
      },
      { type: 'finish', choice: 0, reason: 'tool_calls', raw },
      usagePart({
        input: 5,
        cacheRead: 4,
        cacheWrite: version === 'v2' ? 0 : 3,
        output: 7,
        reasoning: 2,
      }),
    ]);
    const reply = await adapter.open(call);
    expect(reply.upstreamRequestId).toBe('req-1');
    expect(reply.warnings).toEqual(delivery === 'stream' ? [] : ['topK is unsupported.']);
  });

  it('tells the service tier that it was served in, with the end of a stream', async () => {
    const parts = [
      { type: 'text-start', id: '1' },
      { type: 'text-delta', id: '1', delta: 'Hi' },
      { type: 'text-end', id: '1' },
      {
        type: 'finish',
        finishReason: version === 'v2' ? 'stop' : { unified: 'stop', raw: 'stop' },
        usage: {},
        providerMetadata: { openai: { serviceTier: 'flex' } },
      },
    ];
    const adapter = open(modelOf(undefined, parts as never));
    const call = providerCall({}, 'stream', { upstreamModel: 'm' });
    const { chunks } = await collect(adapter, call);
    expect(partsOf(chunks)).toContainEqual({ type: 'metadata', serviceTier: 'flex' });
  });

  it('is asked in its own words', async () => {
    const seen = new Seen<object>();
    const model = modelOf(seen as never);
    const { signal } = new AbortController();
    const adapter = aiSdk({
      id: 'sdk',
      model,
      headers: { 'X-Team': 'search' },
      providerOptions: { vendor: { tier: 'flex' } },
    });
    const { warnings } = await adapter.open(
      providerCall(
        {
          messages: [
            { role: 'developer', content: 'Be brief.' },
            {
              role: 'user',
              content: [
                { type: 'text', text: 'Look', cache_control: { type: 'ephemeral' } },
                { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw==' } },
                { type: 'image_url', image_url: { url: 'https://example.org/a.png' } },
              ],
            },
            {
              role: 'assistant',
              content: [
                { type: 'reasoning', text: 'Hm.', signature },
                { type: 'reasoning', text: 'Not ours.', signature: 'x', signed_by: 'other' },
              ],
              tool_calls: [
                {
                  id: 'c1',
                  type: 'function',
                  function: { name: 'weather', arguments: '{"city":"Bern"}' },
                  extra_content: { 'ai-sdk': { google: { thoughtSignature: 'abc' } } },
                },
              ],
            },
            { role: 'tool', tool_call_id: 'c1', content: 'Sunny.' },
          ],
          max_tokens: 7,
          temperature: 0.5,
          stop: 'END',
          top_k: 3,
          reasoning_effort: 'low',
          parallel_tool_calls: false,
          logit_bias: { 7: 1 },
          tools: [
            { type: 'function', function: { name: 'weather', parameters: {}, strict: true } },
          ],
          tool_choice: { type: 'function', function: { name: 'weather' } },
          response_format: { type: 'json_schema', json_schema: { name: 'n', schema: {} } },
        },
        'document',
        { upstreamModel: 'm', signal },
      ),
    );
    const v4 = version === 'v4';
    const url = new URL('https://example.org/a.png');
    expect(seen.options).toEqual({
      abortSignal: signal,
      headers: { 'x-team': 'search' },
      providerOptions: { vendor: { tier: 'flex' } },
      prompt: [
        { role: 'system', content: 'Be brief.' },
        {
          role: 'user',
          content: [
            {
              type: 'text',
              text: 'Look',
              providerOptions: { anthropic: { cacheControl: { type: 'ephemeral' } } },
            },
            {
              type: 'file',
              mediaType: 'image/png',
              data: v4 ? { type: 'data', data: 'iVBORw==' } : 'iVBORw==',
            },
            { type: 'file', mediaType: 'image/*', data: v4 ? { type: 'url', url } : url },
          ],
        },
        {
          role: 'assistant',
          content: [
            {
              type: 'reasoning',
              text: 'Hm.',
              providerOptions: { anthropic: { signature: 'proof' } },
            },
            {
              type: 'tool-call',
              toolCallId: 'c1',
              toolName: 'weather',
              input: { city: 'Bern' },
              providerOptions: { google: { thoughtSignature: 'abc' } },
            },
          ],
        },
        {
          role: 'tool',
          content: [
            {
              type: 'tool-result',
              toolCallId: 'c1',
              toolName: 'weather',
              output: { type: 'text', value: 'Sunny.' },
            },
          ],
        },
      ],
      maxOutputTokens: 7,
      temperature: 0.5,
      stopSequences: ['END'],
      topK: 3,
      ...(v4 ? { reasoning: 'low' } : {}),
      responseFormat: { type: 'json', name: 'n', schema: {} },
      tools: [
        {
          type: 'function',
          name: 'weather',
          inputSchema: {},
          ...(version === 'v2' ? {} : { strict: true }),
        },
      ],
      toolChoice: { type: 'tool', toolName: 'weather' },
    });
    const lost = adapter.unsupportedParameters!(
      { messages: [], logit_bias: { 7: 1 }, reasoning_effort: 'low', seed: 1 },
      'm',
    );
    expect(lost).toEqual(v4 ? ['logit_bias'] : ['logit_bias', 'reasoning_effort']);
    expect(warnings.join(' ')).toContain('logit_bias is not sent');
  });
});

describe('a stream of the AI SDK', () => {
  const usage = {
    inputTokens: { total: 1, noCache: undefined, cacheRead: undefined, cacheWrite: undefined },
    outputTokens: { total: 1, text: undefined, reasoning: undefined },
  };
  const stop = { unified: 'stop', raw: undefined } as const;

  it('may tell a call as a whole, and say `stop` after it', async () => {
    const { chunks } = await collect(
      streaming(
        { type: 'tool-call', toolCallId: 'c1', toolName: 'now', input: '' },
        { type: 'finish', usage, finishReason: stop },
      ),
      askStream(),
    );
    expect(folded(partsOf(chunks))).toMatchObject([
      { type: 'tool-call', id: 'c1', name: 'now', arguments: '{}' },
      { type: 'finish', reason: 'tool_calls' },
      { type: 'usage' },
    ]);
  });

  it('keeps calls to itself that the vendor carries out', async () => {
    const { chunks } = await collect(
      streaming(
        { type: 'tool-input-start', id: 'c1', toolName: 'search', providerExecuted: true },
        { type: 'tool-input-delta', id: 'c1', delta: '{}' },
        {
          type: 'tool-call',
          toolCallId: 'c1',
          toolName: 'search',
          input: '{}',
          providerExecuted: true,
        },
        { type: 'text-delta', id: '0', delta: 'Found.' },
        { type: 'finish', usage, finishReason: stop },
      ),
      askStream(),
    );
    expect(partsOf(chunks)).toMatchObject([
      { type: 'text', text: 'Found.' },
      { type: 'finish', reason: 'stop' },
      { type: 'usage' },
    ]);
  });

  it.each([
    ['ends without a finish', [], 'protocol_broken'],
    [
      'says that it was interrupted',
      [{ type: 'finish', usage, finishReason: { unified: 'interrupted', raw: undefined } }],
      'protocol_broken',
    ],
    [
      'finishes with an error',
      [{ type: 'finish', usage, finishReason: { unified: 'error', raw: undefined } }],
      'server_error',
    ],
    [
      'holds a vendor’s error',
      [{ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }],
      'overloaded',
    ],
    ['holds a text as its error', [{ type: 'error', error: 'oh' }], 'server_error'],
  ] as [string, LanguageModelV4StreamPart[], string][])(
    'that %s fails behind what it said',
    async (_, parts, code) => {
      const { chunks, error } = await collect(
        streaming({ type: 'text-delta', id: '0', delta: 'Hel' }, ...parts),
        askStream(),
      );
      expect(partsOf(chunks)).toMatchObject([{ type: 'text', text: 'Hel' }]);
      expect(error).toMatchObject({ code, provider: 'sdk' });
    },
  );

  it('is cancelled by who leaves it', async () => {
    const cancelled = new Promise((resolve) => {
      const model: AiSdkLanguageModel = {
        specificationVersion: 'v4',
        provider: 'vendor',
        modelId: 'm',
        doGenerate: () => Promise.reject(new Error('unused')),
        doStream: () =>
          Promise.resolve({
            stream: new ReadableStream({
              start: (controller) => {
                controller.enqueue({ type: 'text-delta', id: '0', delta: 'Hel' });
              },
              cancel: resolve,
            }),
          }),
      };
      void open(model)
        .open(askStream())
        .then(async ({ chunks }) => {
          for await (const _ of chunks) break;
        });
    });
    await cancelled;
  });
});

describe('the failure of a model', () => {
  const failing = (error: unknown) =>
    open({
      ...modelV4(),
      doGenerate: async () => {
        throw error;
      },
    });
  const apiCallError = (statusCode: number | undefined, body?: unknown, extra: object = {}) =>
    Object.assign(new Error('Said by the vendor'), {
      name: 'AI_APICallError',
      statusCode,
      responseBody: body === undefined ? undefined : JSON.stringify(body),
      ...extra,
    });
  const named = (name: string) => Object.assign(new Error('Said by the SDK'), { name });

  it.each([
    ['401', apiCallError(401), 'auth_refused'],
    [
      '429 of OpenAI',
      apiCallError(429, { error: { code: 'insufficient_quota' } }),
      'quota_exhausted',
    ],
    [
      '529 of Anthropic',
      apiCallError(529, { type: 'error', error: { type: 'overloaded_error', message: 'Busy' } }),
      'overloaded',
    ],
    ['400', apiCallError(400, { error: { message: 'No.' } }), 'bad_request'],
    [
      'too long a prompt',
      apiCallError(400, { error: { code: 'context_length_exceeded' } }),
      'context_overflow',
    ],
    ['a proxy’s page', apiCallError(502), 'server_error'],
    [
      'nobody there',
      Object.assign(apiCallError(undefined), { message: 'Cannot connect to API: refused' }),
      'connection_failed',
    ],
    ['no JSON', apiCallError(200), 'protocol_broken'],
    ['an error in a 200', apiCallError(200, { error: { type: 'overloaded_error' } }), 'overloaded'],
    ['a missing key', named('AI_LoadAPIKeyError'), 'auth_refused'],
    ['no such model', named('AI_NoSuchModelError'), 'model_gone'],
    ['what it cannot do', named('AI_UnsupportedFunctionalityError'), 'bad_request'],
    ['an answer that is none', named('AI_TypeValidationError'), 'protocol_broken'],
    [
      'retries of its own',
      Object.assign(named('AI_RetryError'), { lastError: apiCallError(401) }),
      'auth_refused',
    ],
    ['anything else', new Error('Oh'), 'server_error'],
    ['no error at all', undefined, 'server_error'],
  ])('%s is known', async (_, error, code) => {
    const { error: mapped } = await collect(failing(error), ask());
    expect(mapped).toMatchObject({ code, provider: 'sdk' });
  });

  it('tells when to come back', async () => {
    const error = apiCallError(429, undefined, { responseHeaders: { 'Retry-After': '7' } });
    const { error: mapped } = await collect(failing(error), ask());
    expect(mapped).toMatchObject({
      code: 'rate_limited',
      retryAfterMs: 7_000,
      upstreamStatus: 429,
    });
  });

  it('may also be thrown before there is a promise', async () => {
    const model = {
      ...modelV4(),
      doGenerate: () => {
        throw apiCallError(401);
      },
    } as AiSdkLanguageModel;
    expect((await collect(open(model), ask())).error).toMatchObject({ code: 'auth_refused' });
  });

  it('is a broken protocol where its content is none', async () => {
    const model = { ...modelV4(), doGenerate: async () => ({}) } as AiSdkLanguageModel;
    expect((await collect(open(model), ask())).error).toMatchObject({ code: 'protocol_broken' });
  });
});

describe('aiSdk()', () => {
  it('names models as it is told, with their facts', () => {
    const { models } = aiSdk({
      id: 'sdk',
      models: {
        fast: modelV2(),
        own: { model: modelV3(), tools: false, price: { input: 1, output: 2 } },
      },
    });
    expect(models).toEqual([
      { id: 'fast' },
      { id: 'own', tools: false, price: { input: 1, output: 2 } },
    ]);
    expect(aiSdk({ id: 'sdk', model: modelV4() }).models).toEqual([{ id: 'm' }]);
  });

  it('refuses what it cannot use', () => {
    const refused = (options: object) => () => aiSdk({ id: 'sdk', ...options });
    expect(refused({})).toThrow(ConfigurationError);
    expect(refused({ model: modelV4(), models: {} })).toThrow('either "model" or "models"');
    expect(refused({ models: { old: { specificationVersion: 'v1' } } })).toThrow(
      '"old" is no language model of the AI SDK',
    );
    expect(refused({ model: modelV4(), id: 'A B' })).toThrow('id');
  });
});
