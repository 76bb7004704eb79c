import { setImmediate } from 'node:timers/promises';
import { UpstreamError } from '../../contracts/errors/upstream-error.js';
import type { EmbeddingRequest } from '../../contracts/embedding.js';
import type { ProviderAdapter } from '../../contracts/provider-adapter.js';
import { collect, partsOf, providerCall } from '../adapter-calls.fixture.js';
import { usagePart } from '../conformance/usage-part.fixture.js';
import { openai } from '../presets.js';
import { ReplayServer } from '../replay-server.fixture.js';
import { delta, DOCUMENT, HELLO, stream } from './wire.fixture.js';

const KEY = 'sk-proj-abcdefghijklmnopqrstuvwxyz';

let server: ReplayServer;
let adapter: ProviderAdapter;

beforeEach(async () => {
  server = await ReplayServer.start();
  adapter = openai({
    apiKey: KEY,
    baseUrl: `${server.url}/v1/`,
    organization: 'org-1',
    project: 'p',
  });
});

afterEach(async () => {
  await adapter.close?.();
  await server.stop();
});

const sent = () => JSON.parse(server.requests[0]?.body ?? '') as Record<string, unknown>;

describe('a document', () => {
  it('is asked for with the caller’s fields, ours replaced or taken out', async () => {
    server.replaysJson(DOCUMENT);
    await collect(
      adapter,
      providerCall({
        model: 'openai/test-model',
        tier: 'cheap',
        stream: true,
        stream_options: { include_usage: false },
        temperature: 0.5,
        made_up: { deep: [1] },
      }),
    );
    expect(server.requests[0]).toMatchObject({
      method: 'POST',
      url: '/v1/chat/completions',
      headers: {
        authorization: `Bearer ${KEY}`,
        'openai-organization': 'org-1',
        'openai-project': 'p',
        'content-type': 'application/json',
        accept: 'application/json',
      },
    });
    expect(sent()).toEqual({
      model: 'test-model',
      messages: [{ role: 'user', content: 'Hello' }],
      temperature: 0.5,
      made_up: { deep: [1] },
    });
  });

  it('becomes one chunk with all parts and the text it came in', async () => {
    const text = JSON.stringify(DOCUMENT, null, 2);
    server.replays(200, { 'content-type': 'application/json', 'x-request-id': 'req_1' }, text);
    const reply = await adapter.open(providerCall());
    const chunks = [];
    for await (const chunk of reply.chunks) chunks.push(chunk);
    expect(reply.upstreamRequestId).toBe('req_1');
    expect(reply.warnings).toEqual([]);
    expect(chunks).toEqual([
      {
        parts: [
          {
            type: 'metadata',
            id: DOCUMENT.id,
            model: 'gpt-4.1-2025-04-14',
            created: 1741569952,
            systemFingerprint: 'fp_44709d6fcb',
            serviceTier: 'default',
          },
          { type: 'text', choice: 0, text: 'Hello! How can I assist you today?' },
          { type: 'finish', choice: 0, reason: 'stop', raw: 'stop' },
          usagePart({
            input: 10,
            cacheRead: 8,
            inputAudio: 1,
            output: 5,
            reasoning: 3,
            outputAudio: 2,
          }),
        ],
        wire: { dialect: 'openai-chat', form: 'document', data: text },
      },
    ]);
  });

  it('may hold several choices, tool calls, a refusal and thoughts', async () => {
    server.replaysJson({
      ...DOCUMENT,
      choices: [
        {
          index: 0,
          message: {
            role: 'assistant',
            content: null,
            reasoning_content: 'Weather it is.',
            tool_calls: [
              { id: 'a', type: 'function', function: { name: 'f', arguments: '{"x":1}' } },
              { id: 'b', type: 'function', function: { name: 'g', arguments: { y: 2 } } },
            ],
          },
          finish_reason: 'tool_calls',
        },
        { index: 1, message: { role: 'assistant', refusal: 'No.' }, finish_reason: 'length' },
      ],
      usage: undefined,
    });
    const { chunks } = await collect(adapter, providerCall());
    expect(partsOf(chunks).slice(1)).toEqual([
      { type: 'reasoning', choice: 0, text: 'Weather it is.' },
      { type: 'tool-call', choice: 0, index: 0, id: 'a', name: 'f', arguments: '{"x":1}' },
      { type: 'tool-call', choice: 0, index: 1, id: 'b', name: 'g', arguments: '{"y":2}' },
      { type: 'finish', choice: 0, reason: 'tool_calls', raw: 'tool_calls' },
      { type: 'refusal', choice: 1, text: 'No.' },
      { type: 'finish', choice: 1, reason: 'length', raw: 'length' },
    ]);
    expect(chunks[0]?.wire).toBeDefined();
  });
});

describe('a stream', () => {
  it('is asked for with its usage, and keeps other stream options', async () => {
    server.replaysStream(stream(...HELLO, '[DONE]'));
    await collect(
      adapter,
      providerCall({ stream_options: { include_obfuscation: false } }, 'stream'),
    );
    expect(server.requests[0]?.headers.accept).toBe('text/event-stream');
    expect(sent()).toMatchObject({
      stream: true,
      stream_options: { include_usage: true, include_obfuscation: false },
    });
  });

  it('corrects the service tier where it is told late', async () => {
    const tier = (payload: string, service_tier: string) =>
      JSON.stringify({ ...(JSON.parse(payload) as object), service_tier });
    const [first, ...others] = HELLO as [string, ...string[]];
    const events = [tier(first, 'auto'), ...others.map((it) => tier(it, 'flex')), '[DONE]'];
    server.replaysStream(stream(...events));
    const { chunks } = await collect(adapter, providerCall({}, 'stream'));
    const told = partsOf(chunks).filter((it) => it.type === 'metadata');
    expect(told).toMatchObject([{ serviceTier: 'auto' }, { serviceTier: 'flex' }]);
  });

  it('ends at [DONE], also where the vendor leaves the connection open', async () => {
    server.answers((response) => {
      response
        .writeHead(200, { 'content-type': 'text/event-stream' })
        .write(stream(...HELLO, '[DONE]'));
    });
    expect((await collect(adapter, providerCall({}, 'stream'))).chunks).toHaveLength(5);
  });

  it('leaves its connection to the next call, also where the end comes after [DONE]', async () => {
    let end = (): void => undefined;
    server.answers((response) => {
      response
        .writeHead(200, { 'content-type': 'text/event-stream' })
        .write(stream(...HELLO, '[DONE]'));
      end = () => response.end();
    });
    for (let call = 0; call < 5; call++) {
      await collect(adapter, providerCall({}, 'stream'));
      end();
      while (server.underWay > 0) await setImmediate();
      await setImmediate();
    }
    expect(server.connections).toBeLessThan(5);
  });

  it('may end without [DONE] where every choice is finished', async () => {
    server.replaysStream(stream(...HELLO));
    const { chunks, error } = await collect(adapter, providerCall({}, 'stream'));
    expect(error).toBeUndefined();
    expect(chunks).toHaveLength(5);
  });

  it.each([
    ['amid the text', stream(...HELLO.slice(0, 2))],
    ['amid an event', stream(...HELLO).slice(0, 700)],
    ['with one of two choices unfinished', stream(delta({ content: 'a' }), delta({}, 'stop', 1))],
    ['before the first event', ''],
    ['with [DONE] and nothing else', stream('[DONE]')],
  ])('breaks where it ends %s', async (_name, text) => {
    server.replaysStream(text);
    const { error } = await collect(adapter, providerCall({}, 'stream'));
    expect(error).toBeInstanceOf(UpstreamError);
    expect(error).toMatchObject({ code: 'protocol_broken', disposition: 'try-next' });
  });

  it('delivers what came before it breaks', async () => {
    server.answers((response) => {
      response
        .writeHead(200, { 'content-type': 'text/event-stream' })
        .write(stream(...HELLO.slice(0, 2)), () => response.socket?.resetAndDestroy());
    });
    const { chunks, error } = await collect(adapter, providerCall({}, 'stream'));
    expect(chunks.length).toBeGreaterThan(0);
    expect(error).toMatchObject({ code: 'connection_failed' });
  });

  it('carries tool calls in pieces', async () => {
    const call = (index: number, rest: object) => delta({ tool_calls: [{ index, ...rest }] });
    server.replaysStream(
      stream(
        call(0, { id: 'call_a', type: 'function', function: { name: 'weather', arguments: '' } }),
        call(0, { function: { arguments: '{"city":' } }),
        call(1, { id: 'call_b', type: 'function', function: { name: 'time', arguments: '' } }),
        call(0, { function: { arguments: '"Rome"}' } }),
        delta({}, 'tool_calls'),
        '[DONE]',
      ),
    );
    const { chunks } = await collect(adapter, providerCall({}, 'stream'));
    expect(partsOf(chunks).slice(1)).toEqual([
      { type: 'tool-call', choice: 0, index: 0, id: 'call_a', name: 'weather', arguments: '' },
      { type: 'tool-call', choice: 0, index: 0, arguments: '{"city":' },
      { type: 'tool-call', choice: 0, index: 1, id: 'call_b', name: 'time', arguments: '' },
      { type: 'tool-call', choice: 0, index: 0, arguments: '"Rome"}' },
      { type: 'finish', choice: 0, reason: 'tool_calls', raw: 'tool_calls' },
    ]);
    expect(chunks.every((it) => it.wire !== undefined)).toBe(true);
  });

  it('gets its tool calls and their finish right where the vendor does not, and drops the wire text', async () => {
    const whole = (id: string, name: string) => ({
      index: 0,
      id,
      type: 'function',
      function: { name, arguments: '{}' },
    });
    const nameless = { type: 'function', function: { name: 'third', arguments: '{}' } };
    server.replaysStream(
      stream(
        delta({ tool_calls: [whole('a', 'first'), whole('b', 'second')] }),
        delta({ tool_calls: [nameless] }),
        delta({}, 'stop'),
        '[DONE]',
      ),
    );
    const { chunks } = await collect(adapter, providerCall({}, 'stream'));
    expect(partsOf(chunks).slice(1)).toEqual([
      { type: 'tool-call', choice: 0, index: 0, id: 'a', name: 'first', arguments: '{}' },
      { type: 'tool-call', choice: 0, index: 1, id: 'b', name: 'second', arguments: '{}' },
      { type: 'tool-call', choice: 0, index: 2, name: 'third', arguments: '{}' },
      { type: 'finish', choice: 0, reason: 'tool_calls', raw: 'stop' },
    ]);
    expect(chunks.map((it) => it.wire)).toEqual([undefined, undefined, undefined]);
  });

  it.each([
    ['DeepSeek', { reasoning_content: 'Hm.' }],
    ['OpenRouter', { reasoning: 'Hm.', reasoning_details: [] }],
    ['Mistral', { content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'Hm.' }] }] }],
  ])('carries thoughts as %s sends them', async (_vendor, thought) => {
    server.replaysStream(stream(delta(thought), delta({ content: 'Yes.' }), delta({}, 'stop')));
    const { chunks } = await collect(adapter, providerCall({}, 'stream'));
    expect(partsOf(chunks).slice(1, 3)).toEqual([
      { type: 'reasoning', choice: 0, text: 'Hm.' },
      { type: 'text', choice: 0, text: 'Yes.' },
    ]);
  });

  it('describes itself once, with the first event that has something to say', async () => {
    server.replaysStream(
      stream(
        JSON.stringify({ id: '', model: '', choices: [], prompt_filter_results: [] }),
        ...HELLO,
        '[DONE]',
      ),
    );
    const { chunks } = await collect(adapter, providerCall({}, 'stream'));
    expect(chunks[0]?.parts).toEqual([]);
    expect(partsOf(chunks).filter((it) => it.type === 'metadata')).toHaveLength(1);
  });
});

describe('an answer of another kind', () => {
  it('is a document where the vendor does not stream', async () => {
    server.replaysJson(DOCUMENT);
    const { chunks } = await collect(adapter, providerCall({}, 'stream'));
    expect(chunks[0]?.wire?.form).toBe('document');
  });

  it('is a stream where the vendor always streams', async () => {
    server.replaysStream(stream(...HELLO, '[DONE]'));
    expect((await collect(adapter, providerCall())).chunks).toHaveLength(5);
  });

  it('is what was asked for where it has no content type', async () => {
    server.replays(200, {}, stream(...HELLO, '[DONE]'));
    expect((await collect(adapter, providerCall({}, 'stream'))).chunks).toHaveLength(5);
  });

  it.each([
    ['HTML', { 'content-type': 'text/html; charset=utf-8' }, '<html>Sign in</html>'],
    ['broken JSON', { 'content-type': 'application/json' }, '{"id": "chatcmpl'],
    ['JSON of another shape', { 'content-type': 'application/json' }, '{"ok":true}'],
    ['a JSON string', { 'content-type': 'application/json' }, '"ok"'],
    ['no choice', { 'content-type': 'application/json' }, '{"id":"x","choices":[]}'],
    ['an event that is no JSON', { 'content-type': 'text/event-stream' }, 'data: hello\n\n'],
  ])('is refused: %s', async (_name, headers, body) => {
    server.replays(200, headers, body);
    const { error } = await collect(adapter, providerCall());
    expect(error).toMatchObject({
      code: 'protocol_broken',
      message: expect.stringContaining('Provider openai gave no usable answer: '),
    });
  });

  it('is refused: a redirect, which is not followed', async () => {
    server.replays(307, { location: `${server.url}/elsewhere` }, '');
    const { error } = await collect(adapter, providerCall());
    expect(error).toMatchObject({
      code: 'protocol_broken',
      upstreamStatus: 307,
      message: expect.stringContaining('a redirect, which is not followed'),
    });
    expect(server.requests).toHaveLength(1);
  });

  it('is an error inside a 200 document', async () => {
    server.replaysJson({ error: { message: 'Busy', code: 429 } });
    const { error } = await collect(adapter, providerCall());
    expect(error).toMatchObject({ code: 'rate_limited' });
  });

  it('is an error inside a 200 stream, after what came before it', async () => {
    server.replaysStream(
      stream(
        ...HELLO.slice(0, 2),
        '{"error":{"message":"The server had an error","type":"server_error"}}',
      ),
    );
    const { chunks, error } = await collect(adapter, providerCall({}, 'stream'));
    expect(chunks).toHaveLength(2);
    expect(error).toMatchObject({ code: 'server_error' });
  });

  it('is a finish reason that says error', async () => {
    server.replaysStream(stream(delta({ content: 'x' }), delta({}, 'error')));
    const { error } = await collect(adapter, providerCall({}, 'stream'));
    expect(error).toMatchObject({ code: 'server_error' });
  });
});

describe('failures', () => {
  it('show neither the key nor what a refusal of credentials says', async () => {
    server.replaysJson(
      {
        error: {
          message: `Incorrect API key provided: ${KEY.slice(0, 8)}****wxyz.`,
          type: 'invalid_request_error',
          param: null,
          code: 'invalid_api_key',
        },
      },
      401,
    );
    const { error } = await collect(adapter, providerCall());
    expect(error).toMatchObject({
      code: 'auth_refused',
      message: "Provider openai refused the router's credentials.",
      upstreamStatus: 401,
      httpStatus: 502,
    });
    expect(JSON.stringify(error) + String((error as Error).stack)).not.toContain('wxyz');
  });
});

describe('the list of models', () => {
  it('is read, and probes the provider', async () => {
    server.replaysJson({ object: 'list', data: [{ id: 'gpt-4.1' }, { id: 'models/gemini' }, {}] });
    const { signal } = new AbortController();
    expect(await adapter.listModels?.(signal)).toEqual(['gpt-4.1', 'gemini']);
    await expect(adapter.probe?.(signal)).resolves.toBeUndefined();
    expect(server.requests[0]).toMatchObject({
      method: 'GET',
      url: '/v1/models',
      headers: { authorization: `Bearer ${KEY}` },
    });
  });

  it('fails as a call does', async () => {
    const { signal } = new AbortController();
    server.replaysJson({ error: { code: 'invalid_api_key' } }, 401);
    await expect(adapter.probe?.(signal)).rejects.toMatchObject({ code: 'auth_refused' });
    server.replaysJson({ models: [] });
    await expect(adapter.probe?.(signal)).rejects.toMatchObject({ code: 'protocol_broken' });
    server.replays(200, { 'content-type': 'text/html' }, '<html>');
    await expect(adapter.probe?.(signal)).rejects.toMatchObject({ code: 'protocol_broken' });
  });
});

describe('embeddings', () => {
  const embed = (request: EmbeddingRequest) =>
    adapter.embed?.({
      id: 'call-1',
      upstreamModel: 'text-embedding-3-small',
      request,
      signal: new AbortController().signal,
      connectTimeoutMs: 2_000,
    });

  it('are asked for as numbers and come in the order of the inputs', async () => {
    server.replaysJson(
      {
        object: 'list',
        model: 'text-embedding-3-small',
        data: [
          { object: 'embedding', index: 1, embedding: [0.3, 0.4] },
          { object: 'embedding', index: 0, embedding: [0.1, 0.2] },
        ],
        usage: { prompt_tokens: 5, total_tokens: 5 },
      },
      200,
      { 'x-request-id': 'req_1' },
    );
    const reply = await embed({ input: ['a', 'b'], dimensions: 2, encoding_format: 'base64' });
    expect(server.requests[0]?.url).toBe('/v1/embeddings');
    expect(sent()).toEqual({
      model: 'text-embedding-3-small',
      input: ['a', 'b'],
      dimensions: 2,
      encoding_format: 'float',
    });
    expect(reply).toMatchObject({
      vectors: [
        [0.1, 0.2],
        [0.3, 0.4],
      ],
      usage: { input: 5, output: 0 },
      servedModel: 'text-embedding-3-small',
      upstreamRequestId: 'req_1',
    });
  });

  it.each([
    ['another shape', { data: [] }],
    ['text for a vector', { data: [{ embedding: 'AAAA' }] }],
  ])('are refused in %s', async (_name, body) => {
    server.replaysJson(body);
    await expect(embed({ input: 'a' })).rejects.toMatchObject({ code: 'protocol_broken' });
  });

  it('fail as a call does', async () => {
    server.replaysJson({ error: { code: 'rate_limit_exceeded' } }, 429);
    await expect(embed({ input: 'a' })).rejects.toMatchObject({ code: 'rate_limited' });
  });
});
