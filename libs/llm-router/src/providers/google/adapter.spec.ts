import type { ProviderAdapter } from '../../contracts/provider-adapter.js';
import { collect, partsOf, providerCall } from '../adapter-calls.fixture.js';
import { usagePart as usage } from '../conformance/usage-part.fixture.js';
import { google } from '../presets.js';
import { ReplayServer } from '../replay-server.fixture.js';
import { DOCUMENT, HELLO, piece, rpcError, stream } from './wire.fixture.js';

const KEY = 'AIzaSyA-abcdefghijklmnop';
const ID = 'mAitaLmkHPPlz7IPvtfUqQ4';
const METADATA = { type: 'metadata', id: ID, model: 'gemini-2.5-flash' };

let server: ReplayServer;
let adapter: ProviderAdapter;

beforeEach(async () => {
  server = await ReplayServer.start();
  adapter = google({
    apiKey: KEY,
    baseUrl: `${server.url}/v1beta`,
    headers: { 'X-Goog-User': 'u' },
  });
});

afterEach(async () => {
  await adapter.close?.();
  await server.stop();
});

describe('a document', () => {
  it('is asked for at generateContent, with the key in a header', async () => {
    server.replaysJson(DOCUMENT);
    const reply = await adapter.open(providerCall({ logit_bias: { 5: 1 } }));
    expect(server.requests[0]).toMatchObject({
      method: 'POST',
      url: '/v1beta/models/test-model:generateContent',
      headers: { 'x-goog-api-key': KEY, 'x-goog-user': 'u' },
    });
    expect(JSON.parse(server.requests[0]?.body ?? '')).toEqual({
      contents: [{ role: 'user', parts: [{ text: 'Hello' }] }],
    });
    expect(reply.warnings).toEqual([
      "logit_bias is not sent: Google's Gemini API has nothing like it.",
    ]);
    for await (const chunk of reply.chunks) expect(chunk.parts).not.toHaveLength(0);
  });

  it('becomes one chunk with all parts', async () => {
    server.replaysJson({
      ...DOCUMENT,
      candidates: [
        {
          content: {
            parts: [
              { text: 'Hm.', thought: true },
              { text: 'Hi!' },
              { text: '', thoughtSignature: 'c2ln' },
              { functionCall: { name: 'f', args: { x: 1 } }, thoughtSignature: 'Zm4=' },
              { functionCall: { id: 'fc-7', name: 'g' } },
              { executableCode: { language: 'PYTHON', code: '1' } },
            ],
          },
          finishReason: 'STOP',
        },
        { content: { parts: [{ text: 'Ho!' }] }, finishReason: 'MAX_TOKENS', index: 1 },
      ],
    });
    const { chunks } = await collect(adapter, providerCall());
    expect(chunks).toEqual([
      {
        parts: [
          { ...METADATA, serviceTier: 'flex' },
          { type: 'reasoning', choice: 0, text: 'Hm.' },
          { type: 'text', choice: 0, text: 'Hi!' },
          { type: 'reasoning', choice: 0, text: '', signature: 'c2ln', signedBy: 'google-gemini' },
          {
            type: 'tool-call',
            choice: 0,
            index: 0,
            id: `call_${ID}_0_0`,
            name: 'f',
            arguments: '{"x":1}',
            extraContent: { google: { thought_signature: 'Zm4=' } },
          },
          { type: 'tool-call', choice: 0, index: 1, id: 'fc-7', name: 'g', arguments: '{}' },
          { type: 'finish', choice: 0, reason: 'tool_calls', raw: 'STOP' },
          { type: 'text', choice: 1, text: 'Ho!' },
          { type: 'finish', choice: 1, reason: 'length', raw: 'MAX_TOKENS' },
          usage({ input: 114, cacheRead: 100, inputAudio: 50, output: 30, reasoning: 46 }),
        ],
      },
    ]);
  });

  it('makes ids of tool calls from the call where the reply has none', async () => {
    server.replaysJson({
      candidates: [{ content: { parts: [{ functionCall: { name: 'f' } }] }, finishReason: 'STOP' }],
    });
    const { chunks } = await collect(adapter, providerCall());
    expect(partsOf(chunks)[0]).toMatchObject({ id: 'call_call-1_0_0' });
  });
});

describe('a stream', () => {
  it('becomes a chunk for each event, wherever the bytes are cut', async () => {
    const bytes = Buffer.from(stream(...HELLO));
    const expected = {
      chunks: [
        { parts: [METADATA, { type: 'text', choice: 0, text: 'Grüß' }, usage({ input: 8 })] },
        { parts: [{ type: 'text', choice: 0, text: ' dich 🌍' }, usage({ input: 8 })] },
        {
          parts: [
            { type: 'metadata', serviceTier: 'priority' },
            { type: 'finish', choice: 0, reason: 'stop', raw: 'STOP' },
            usage({ input: 8, output: 5 }),
          ],
        },
      ],
    };
    for (let at = 0; at <= bytes.length; at++) {
      server.answers((response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
        response.write(bytes.subarray(0, at), () => {
          response.end(bytes.subarray(at));
        });
      });
      expect(await collect(adapter, providerCall({}, 'stream'))).toEqual(expected);
    }
    expect(server.requests[0]?.url).toBe('/v1beta/models/test-model:streamGenerateContent?alt=sse');
  }, 30_000);

  it('numbers the tool calls of all its events', async () => {
    server.replaysStream(
      stream(
        piece([{ functionCall: { name: 'f', args: {} } }]),
        piece([{ functionCall: { name: 'g', args: {} } }], { finishReason: 'STOP' }),
      ),
    );
    const { chunks } = await collect(adapter, providerCall({}, 'stream'));
    expect(partsOf(chunks).filter((it) => it.type === 'tool-call' || it.type === 'finish')).toEqual(
      [
        expect.objectContaining({ index: 0, id: `call_${ID}_0_0`, name: 'f' }),
        expect.objectContaining({ index: 1, id: `call_${ID}_0_1`, name: 'g' }),
        expect.objectContaining({ reason: 'tool_calls' }),
      ],
    );
  });

  it.each([
    ['STOP', 'stop'],
    ['MAX_TOKENS', 'length'],
    ['SAFETY', 'content_filter'],
    ['RECITATION', 'content_filter'],
    ['PROHIBITED_CONTENT', 'content_filter'],
    ['SPII', 'content_filter'],
    ['MALFORMED_FUNCTION_CALL', 'other'],
    ['LANGUAGE', 'other'],
  ])('finishes with %s as %s', async (raw, reason) => {
    server.replaysStream(stream(piece([], { finishReason: raw })));
    const { chunks } = await collect(adapter, providerCall({}, 'stream'));
    expect(partsOf(chunks)).toContainEqual({ type: 'finish', choice: 0, reason, raw });
  });

  it.each([
    ['amid the text', HELLO.slice(0, 2)],
    ['before it began', []],
    ['with nothing but usage', [{ usageMetadata: { promptTokenCount: 1 } }]],
  ])('breaks where it ends %s', async (_name, events) => {
    server.replaysStream(stream(...events));
    const { error } = await collect(adapter, providerCall({}, 'stream'));
    expect(error).toMatchObject({ code: 'protocol_broken', provider: 'google' });
  });

  it('breaks with the error that it carries', async () => {
    server.replaysStream(
      stream(HELLO[0], rpcError(503, 'UNAVAILABLE', 'The model is overloaded.')),
    );
    const { chunks, error } = await collect(adapter, providerCall({}, 'stream'));
    expect(chunks).toHaveLength(1);
    expect(error).toMatchObject({ code: 'overloaded', upstreamStatus: 503 });
  });

  it('closes the socket when the signal aborts', async () => {
    server.answers((response) => {
      response
        .writeHead(200, { 'content-type': 'text/event-stream' })
        .write(stream(...HELLO.slice(0, 2)));
    });
    const controller = new AbortController();
    const { chunks } = await adapter.open(
      providerCall({}, 'stream', { signal: controller.signal }),
    );
    const read = async () => {
      for await (const chunk of chunks) if (chunk.parts.length > 0) controller.abort();
    };
    await expect(read()).rejects.toMatchObject({ name: 'AbortError' });
    await server.requests[0]?.closed;
  });
});

describe('another answer', () => {
  it('is a blocked prompt', async () => {
    server.replaysJson({ promptFeedback: { blockReason: 'PROHIBITED_CONTENT' } });
    const { error } = await collect(adapter, providerCall());
    expect(error).toMatchObject({ code: 'content_filtered' });
  });

  it.each([
    ['HTML', { 'content-type': 'text/html' }, '<html>'],
    ['JSON of another shape', { 'content-type': 'application/json' }, '{"ok":true}'],
    ['broken JSON', { 'content-type': 'application/json' }, '{"id'],
    ['an event that is no JSON', { 'content-type': 'text/event-stream' }, 'data: x\n\n'],
  ])('is refused: %s', async (_name, headers, body) => {
    server.replays(200, headers, body);
    const { error } = await collect(adapter, providerCall());
    expect(error).toMatchObject({ code: 'protocol_broken' });
  });

  it('is a refusal, in our words', async () => {
    server.replaysJson(rpcError(403, 'PERMISSION_DENIED', `${KEY} may not`), 403);
    const { error } = await collect(adapter, providerCall());
    expect(error).toMatchObject({
      code: 'auth_refused',
      message: "Provider google refused the router's credentials.",
    });
  });
});

it.each([
  ['gemini-2.5-pro', '/v1beta/models/gemini-2.5-pro:generateContent'],
  ['tunedModels/mine-1', '/v1beta/tunedModels/mine-1:generateContent'],
  ['../files/x?y', '/v1beta/models/..%2Ffiles%2Fx%3Fy:generateContent'],
])('asks the model %s at %s', async (upstreamModel, url) => {
  server.replaysJson(DOCUMENT);
  await collect(adapter, providerCall({}, 'document', { upstreamModel }));
  expect(server.requests[0]?.url).toBe(url);
});

it('lists the models', async () => {
  server.replaysJson({ models: [{ name: 'models/gemini-2.5-flash' }, {}] });
  const { signal } = new AbortController();
  expect(await adapter.listModels?.(signal)).toEqual(['gemini-2.5-flash']);
  await adapter.probe?.(signal);
  expect(server.requests[1]).toMatchObject({ method: 'GET', url: '/v1beta/models?pageSize=1000' });
});

describe('embeddings', () => {
  const call = (input: string | string[] | number[]) => ({
    id: 'call-1',
    upstreamModel: 'gemini-embedding-001',
    request: { input, dimensions: 2 },
    signal: new AbortController().signal,
    connectTimeoutMs: 2_000,
  });

  it('come in the order of the texts', async () => {
    server.replaysJson({ embeddings: [{ values: [1, 0] }, { values: [0, 1] }] });
    expect(await adapter.embed?.(call(['a', 'b']))).toEqual({
      vectors: [
        [1, 0],
        [0, 1],
      ],
      usage: undefined,
    });
    const { url, body } = server.requests[0] ?? {};
    expect(url).toBe('/v1beta/models/gemini-embedding-001:batchEmbedContents');
    const request = (text: string) => ({
      model: 'models/gemini-embedding-001',
      content: { parts: [{ text }] },
      outputDimensionality: 2,
    });
    expect(JSON.parse(body ?? '')).toEqual({ requests: [request('a'), request('b')] });
  });

  it('of token ids are refused, and an answer without any', async () => {
    await expect(adapter.embed?.(call([1, 2]))).rejects.toMatchObject({ param: 'input' });
    server.replaysJson({ embeddings: [] });
    await expect(adapter.embed?.(call('a'))).rejects.toMatchObject({ code: 'protocol_broken' });
  });
});
