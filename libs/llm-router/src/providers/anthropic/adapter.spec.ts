import type { ProviderAdapter } from '../../contracts/provider-adapter.js';
import { collect, partsOf, providerCall } from '../adapter-calls.fixture.js';
import { usagePart as usage } from '../conformance/usage-part.fixture.js';
import { anthropic } from '../presets.js';
import { ReplayServer } from '../replay-server.fixture.js';
import {
  blockDelta,
  blockStart,
  blockStop,
  DOCUMENT,
  HELLO,
  messageDelta,
  START,
  STOP,
  stream,
} from './wire.fixture.js';

const DIALECT = 'anthropic-messages';
const KEY = 'sk-ant-api03-abcdefghijklmnop';

let server: ReplayServer;
let adapter: ProviderAdapter;

beforeEach(async () => {
  server = await ReplayServer.start();
  adapter = anthropic({ apiKey: KEY, baseUrl: server.url, headers: { 'Anthropic-Beta': 'x-1' } });
});

afterEach(async () => {
  await adapter.close?.();
  await server.stop();
});

describe('a document', () => {
  it('is asked for with the headers of the Messages API', async () => {
    server.replaysJson(DOCUMENT, 200, { 'request-id': 'req_1' });
    const reply = await adapter.open(providerCall({ seed: 7 }));
    expect(server.requests[0]).toMatchObject({
      method: 'POST',
      url: '/v1/messages',
      headers: { 'x-api-key': KEY, 'anthropic-version': '2023-06-01', 'anthropic-beta': 'x-1' },
    });
    expect(JSON.parse(server.requests[0]?.body ?? '')).toEqual({
      model: 'test-model',
      max_tokens: 4096,
      messages: [{ role: 'user', content: [{ type: 'text', text: 'Hello' }] }],
    });
    expect(reply.upstreamRequestId).toBe('req_1');
    expect(reply.warnings).toEqual([
      "seed is not sent: Anthropic's Messages API has nothing like it.",
    ]);
    for await (const chunk of reply.chunks) expect(chunk.parts).not.toHaveLength(0);
  });

  it('becomes one chunk with all parts and the text it came in', async () => {
    server.replaysJson({
      ...DOCUMENT,
      content: [
        { type: 'thinking', thinking: 'Hm.', signature: 'sig' },
        { type: 'redacted_thinking', data: 'opaque' },
        ...DOCUMENT.content,
        { type: 'tool_use', id: 'toolu_1', name: 'f', input: { x: 1 } },
        { type: 'tool_use', id: 'toolu_2', name: 'g', input: {} },
      ],
      stop_reason: 'tool_use',
    });
    const { chunks } = await collect(adapter, providerCall());
    expect(chunks).toHaveLength(1);
    expect(chunks[0]?.wire).toMatchObject({ dialect: 'anthropic-messages', form: 'document' });
    expect(chunks[0]?.parts).toEqual([
      { type: 'metadata', id: DOCUMENT.id, model: DOCUMENT.model, serviceTier: 'standard' },
      { type: 'reasoning', choice: 0, text: 'Hm.', signature: 'sig', signedBy: DIALECT },
      { type: 'reasoning', choice: 0, text: '', redacted: 'opaque', signedBy: DIALECT },
      { type: 'text', choice: 0, text: 'Hi! My name is Claude.' },
      { type: 'tool-call', choice: 0, index: 0, id: 'toolu_1', name: 'f', arguments: '' },
      { type: 'tool-call', choice: 0, index: 0, arguments: '{"x":1}' },
      { type: 'tool-call', choice: 0, index: 1, id: 'toolu_2', name: 'g', arguments: '' },
      { type: 'tool-call', choice: 0, index: 1, arguments: '{}' },
      { type: 'finish', choice: 0, reason: 'tool_calls', raw: 'tool_use' },
      usage({
        input: 2095,
        cacheRead: 30,
        cacheWrite: 5,
        cacheWriteLong: 15,
        output: 103,
        reasoning: 400,
      }),
    ]);
  });
});

describe('a stream', () => {
  it('becomes a chunk for each event, wherever the bytes are cut', async () => {
    const bytes = Buffer.from(stream(...HELLO));
    const parts = [
      [
        {
          type: 'metadata',
          id: 'msg_1nZdL29xx5MUA1yADyHTEsnR8uuvGzszyY',
          model: DOCUMENT.model,
          serviceTier: 'priority',
        },
        usage({ input: 25, cacheRead: 4 }),
      ],
      [],
      [],
      [{ type: 'text', choice: 0, text: 'Grüß' }],
      [{ type: 'text', choice: 0, text: ' dich 🌍' }],
      [],
      [
        { type: 'finish', choice: 0, reason: 'stop', raw: 'end_turn' },
        usage({ input: 25, cacheRead: 4, output: 15 }),
      ],
      [],
    ];
    const expected = {
      chunks: parts.map((it, index) => ({
        parts: it,
        wire: { dialect: 'anthropic-messages', form: 'event', data: JSON.stringify(HELLO[index]) },
      })),
    };
    for (let at = 0; at <= bytes.length; at += 13) {
      server.answers((response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
        response.write(bytes.subarray(0, at), () => {
          response.end(bytes.subarray(at));
        });
      });
      expect(await collect(adapter, providerCall({}, 'stream'))).toEqual(expected);
    }
    expect(JSON.parse(server.requests[0]?.body ?? '')).toMatchObject({ stream: true });
  });

  it('carries thoughts and tool calls', async () => {
    server.replaysStream(
      stream(
        START,
        blockStart(0, { type: 'thinking', thinking: '', signature: '' }),
        blockDelta(0, { type: 'thinking_delta', thinking: 'Let me see.' }),
        blockDelta(0, { type: 'signature_delta', signature: 'EqQBCg' }),
        blockStop(0),
        blockStart(1, { type: 'tool_use', id: 'toolu_1', name: 'weather', input: {} }),
        blockDelta(1, { type: 'input_json_delta', partial_json: '' }),
        blockDelta(1, { type: 'input_json_delta', partial_json: '{"city":' }),
        blockDelta(1, { type: 'input_json_delta', partial_json: '"Rome"}' }),
        blockStop(1),
        blockStart(2, { type: 'tool_use', id: 'toolu_2', name: 'now', input: {} }),
        blockStop(2),
        messageDelta('tool_use', {
          output_tokens: 89,
          output_tokens_details: { thinking_tokens: 9 },
        }),
        STOP,
      ),
    );
    const { chunks } = await collect(adapter, providerCall({}, 'stream'));
    expect(partsOf(chunks).slice(2)).toEqual([
      { type: 'reasoning', choice: 0, text: 'Let me see.' },
      { type: 'reasoning', choice: 0, text: '', signature: 'EqQBCg', signedBy: DIALECT },
      { type: 'tool-call', choice: 0, index: 0, id: 'toolu_1', name: 'weather', arguments: '' },
      { type: 'tool-call', choice: 0, index: 0, arguments: '{"city":' },
      { type: 'tool-call', choice: 0, index: 0, arguments: '"Rome"}' },
      { type: 'tool-call', choice: 0, index: 1, id: 'toolu_2', name: 'now', arguments: '' },
      { type: 'tool-call', choice: 0, index: 1, arguments: '{}' },
      { type: 'finish', choice: 0, reason: 'tool_calls', raw: 'tool_use' },
      usage({ input: 25, cacheRead: 4, output: 80, reasoning: 9 }),
    ]);
  });

  it.each([
    ['end_turn', 'stop'],
    ['stop_sequence', 'stop'],
    ['max_tokens', 'length'],
    ['model_context_window_exceeded', 'length'],
    ['tool_use', 'tool_calls'],
    ['refusal', 'content_filter'],
    ['pause_turn', 'other'],
  ])('finishes with %s as %s', async (raw, reason) => {
    server.replaysStream(stream(START, messageDelta(raw, {}), STOP));
    const { chunks } = await collect(adapter, providerCall({}, 'stream'));
    expect(partsOf(chunks)).toContainEqual({ type: 'finish', choice: 0, reason, raw });
  });

  it('lets a later count replace an earlier one, and a broken one none', async () => {
    server.replaysStream(
      stream(
        START,
        messageDelta('end_turn', {
          input_tokens: 30,
          cache_read_input_tokens: null,
          cache_creation: { ephemeral_5m_input_tokens: 5, ephemeral_1h_input_tokens: 3 },
          output_tokens: -1,
        }),
        STOP,
      ),
    );
    const { chunks } = await collect(adapter, providerCall({}, 'stream'));
    expect(partsOf(chunks).at(-1)).toEqual(
      usage({
        input: 30,
        cacheRead: 4,
        cacheWrite: 5,
        cacheWriteLong: 3,
        output: 1,
        suspect: true,
      }),
    );
  });

  it.each([
    ['amid the text', HELLO.slice(0, 4)],
    ['after the text', HELLO.slice(0, 6)],
    ['before it began', [{ type: 'ping' }]],
    ['at once with its last event', [STOP]],
  ])('breaks where it ends %s', async (_name, events) => {
    server.replaysStream(stream(...events));
    const { error } = await collect(adapter, providerCall({}, 'stream'));
    expect(error).toMatchObject({ code: 'protocol_broken', provider: 'anthropic' });
  });

  it('breaks with the error that it carries', async () => {
    server.replaysStream(
      stream(...HELLO.slice(0, 4), {
        type: 'error',
        error: { type: 'overloaded_error', message: 'Overloaded' },
      }),
    );
    const { chunks, error } = await collect(adapter, providerCall({}, 'stream'));
    expect(chunks).toHaveLength(4);
    expect(error).toMatchObject({
      code: 'overloaded',
      message: 'Provider anthropic is overloaded.',
    });
  });

  it('closes the socket when the signal aborts', async () => {
    server.answers((response) => {
      response
        .writeHead(200, { 'content-type': 'text/event-stream' })
        .write(stream(...HELLO.slice(0, 4)));
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

  it('is an error inside a 200 document', async () => {
    server.replaysJson({ type: 'error', error: { type: 'api_error', message: 'Oh' } });
    const { error } = await collect(adapter, providerCall());
    expect(error).toMatchObject({ code: 'server_error' });
  });

  it('is a refusal, in our words', async () => {
    server.replaysJson(
      { type: 'error', error: { type: 'authentication_error', message: `bad ${KEY}` } },
      401,
    );
    const { error } = await collect(adapter, providerCall());
    expect(error).toMatchObject({
      code: 'auth_refused',
      message: "Provider anthropic refused the router's credentials.",
    });
  });
});

it('lists the models', async () => {
  server.replaysJson({ data: [{ type: 'model', id: 'claude-sonnet-4-5' }], has_more: false });
  const { signal } = new AbortController();
  expect(await adapter.listModels?.(signal)).toEqual(['claude-sonnet-4-5']);
  await adapter.probe?.(signal);
  expect(server.requests[1]).toMatchObject({
    method: 'GET',
    url: '/v1/models?limit=1000',
    headers: { 'x-api-key': KEY },
  });
});
