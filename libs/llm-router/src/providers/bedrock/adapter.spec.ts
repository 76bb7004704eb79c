import { createHash, createHmac } from 'node:crypto';
import type { ProviderAdapter } from '../../contracts/provider-adapter.js';
import { collect, partsOf, providerCall } from '../adapter-calls.fixture.js';
import { usagePart as usage } from '../conformance/usage-part.fixture.js';
import { bedrock } from '../presets/bedrock.js';
import { ReplayServer, type SeenRequest } from '../replay-server.fixture.js';
import type { AwsCredentials } from './signed-http.js';
import {
  blockDelta,
  blockStart,
  blockStop,
  DOCUMENT,
  frame,
  HELLO,
  messageStop,
  METADATA,
  START,
  stream,
} from './wire.fixture.js';

const MODEL = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0';
const SIGNER = 'anthropic-messages';
const KEY: AwsCredentials = {
  accessKeyId: 'AKIDEXAMPLE012345678',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
};

let server: ReplayServer;
let adapter: ProviderAdapter;

beforeEach(async () => {
  server = await ReplayServer.start();
  adapter = bedrock({ region: 'us-east-1', credentials: KEY, baseUrl: server.url });
});

afterEach(async () => {
  await adapter.close?.();
  await server.stop();
});

const call = (delivery: 'document' | 'stream' = 'document') =>
  providerCall({}, delivery, { upstreamModel: MODEL });

const replaysEvents = (bytes: Buffer) =>
  server.replays(200, { 'content-type': 'application/vnd.amazon.eventstream' }, bytes);

/** AWS Signature Version 4, as the "Create a signed AWS API request" page of the IAM guide describes it. */
function signatureOf({ method, url, headers, body }: SeenRequest, secret: string): string {
  const { authorization = '' } = headers;
  const [, scope = '', names = ''] =
    /Credential=[^/]+\/([^,]+), SignedHeaders=([^,]+)/.exec(authorization) ?? [];
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  const hmac = (key: string | Buffer, text: string) =>
    createHmac('sha256', key).update(text).digest();
  const canonical = [
    method,
    url.split('/').map(encodeURIComponent).join('/'),
    '',
    ...names.split(';').map((name) => `${name}:${String(headers[name])}`),
    '',
    names,
    sha256(body),
  ].join('\n');
  const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${secret}`);
  const toSign = `AWS4-HMAC-SHA256\n${String(headers['x-amz-date'])}\n${scope}\n${sha256(canonical)}`;
  return hmac(key, toSign).toString('hex');
}

describe('a document', () => {
  it('is asked for at the model, with a signature that holds', async () => {
    server.replaysJson(DOCUMENT, 200, { 'x-amzn-requestid': 'req-1' });
    const reply = await adapter.open(
      providerCall({ seed: 7, messages: [{ role: 'user', content: 'Grüß' }] }, 'document', {
        upstreamModel: MODEL,
      }),
    );
    const [request] = server.requests;
    if (request === undefined) throw new Error('no request');
    expect(request).toMatchObject({
      method: 'POST',
      url: `/model/${encodeURIComponent(MODEL)}/converse`,
      headers: { 'content-type': 'application/json' },
    });
    expect(request.headers.authorization).toContain(
      `Signature=${signatureOf(request, KEY.secretAccessKey)}`,
    );
    expect(request.headers.authorization).toMatch(/\/us-east-1\/bedrock\/aws4_request/);
    expect(request.headers).not.toHaveProperty('x-amz-security-token');
    expect(JSON.parse(request.body)).toEqual({
      messages: [{ role: 'user', content: [{ text: 'Grüß' }] }],
    });
    expect(reply).toMatchObject({
      upstreamRequestId: 'req-1',
      warnings: ["seed is not sent: Bedrock's Converse API has nothing like it."],
    });
    for await (const chunk of reply.chunks) expect(chunk.parts).not.toHaveLength(0);
  });

  it('is signed with the key that is good now', async () => {
    let asked = 0;
    const rotating = bedrock({
      region: 'us-east-1',
      baseUrl: server.url,
      credentials: () => Promise.resolve({ ...KEY, sessionToken: `token-${asked++}` }),
    });
    server.replaysJson(DOCUMENT);
    await collect(rotating, call());
    await collect(rotating, call());
    await rotating.close?.();
    expect(server.requests.map((it) => it.headers['x-amz-security-token'])).toEqual([
      'token-0',
      'token-1',
    ]);
  });

  it('is not asked for without a key', async () => {
    const keyless = bedrock({
      region: 'us-east-1',
      baseUrl: server.url,
      credentials: () => Promise.reject(new Error('no role')),
    });
    const { error } = await collect(keyless, call());
    expect(error).toMatchObject({ code: 'auth_refused', provider: 'bedrock' });
    expect(server.requests).toHaveLength(0);
  });

  it('becomes one chunk with all parts', async () => {
    server.replaysJson({
      ...DOCUMENT,
      output: {
        message: {
          role: 'assistant',
          content: [
            { reasoningContent: { reasoningText: { text: 'Hm.', signature: 'sig' } } },
            { reasoningContent: { redactedContent: 'b3BhcXVl' } },
            { text: 'Hi!' },
            { citationsContent: { content: [{ text: 'Quoted.' }], citations: [] } },
            { toolUse: { toolUseId: 'tooluse_1', name: 'f', input: { x: 1 } } },
            { toolUse: { toolUseId: 'tooluse_2', name: 'g', input: {} } },
          ],
        },
      },
      stopReason: 'tool_use',
    });
    const { chunks } = await collect(adapter, call());
    expect(chunks).toEqual([
      {
        parts: [
          { type: 'metadata', serviceTier: 'flex' },
          { type: 'reasoning', choice: 0, text: 'Hm.', signature: 'sig', signedBy: SIGNER },
          { type: 'reasoning', choice: 0, text: '', redacted: 'b3BhcXVl', signedBy: SIGNER },
          { type: 'text', choice: 0, text: 'Hi!' },
          { type: 'text', choice: 0, text: 'Quoted.' },
          {
            type: 'tool-call',
            choice: 0,
            index: 0,
            id: 'tooluse_1',
            name: 'f',
            arguments: '{"x":1}',
          },
          { type: 'tool-call', choice: 0, index: 1, id: 'tooluse_2', name: 'g', arguments: '{}' },
          { type: 'finish', choice: 0, reason: 'tool_calls', raw: 'tool_use' },
          usage({ input: 125, cacheRead: 20, cacheWrite: 6, cacheWriteLong: 4, output: 60 }),
        ],
      },
    ]);
  });
});

describe('a stream', () => {
  it('becomes a chunk for each event, wherever the bytes are cut', async () => {
    const bytes = stream(...HELLO);
    const parts = [
      [],
      [{ type: 'text', choice: 0, text: 'Grüß' }],
      [{ type: 'text', choice: 0, text: ' dich 🌍' }],
      [],
      [{ type: 'finish', choice: 0, reason: 'stop', raw: 'end_turn' }],
      [{ type: 'metadata', serviceTier: 'priority' }, usage({ input: 47, output: 20 })],
    ];
    const expected = { chunks: parts.map((it) => ({ parts: it })) };
    for (let at = 0; at <= bytes.length; at++) {
      server.answers((response) => {
        response
          .writeHead(200, { 'content-type': 'application/vnd.amazon.eventstream' })
          .flushHeaders();
        response.write(bytes.subarray(0, at), () => {
          response.end(bytes.subarray(at));
        });
      });
      expect(await collect(adapter, call('stream'))).toEqual(expected);
    }
    expect(server.requests[0]?.url).toBe(`/model/${encodeURIComponent(MODEL)}/converse-stream`);
  }, 30_000);

  it('carries thoughts and tool calls', async () => {
    replaysEvents(
      stream(
        START,
        blockDelta(0, { reasoningContent: { text: 'Let me see.' } }),
        blockDelta(0, { reasoningContent: { signature: 'EqQBCg' } }),
        blockStop(0),
        blockDelta(1, { reasoningContent: { redactedContent: 'b3BhcXVl' } }),
        blockStop(1),
        blockStart(2, { toolUseId: 'tooluse_1', name: 'weather' }),
        blockDelta(2, { toolUse: { input: '{"city":' } }),
        blockDelta(2, { toolUse: { input: '"Rome"}' } }),
        blockStop(2),
        blockStart(3, { toolUseId: 'tooluse_2', name: 'now' }),
        blockStop(3),
        messageStop('tool_use'),
        METADATA,
      ),
    );
    const { chunks } = await collect(adapter, call('stream'));
    expect(partsOf(chunks)).toEqual([
      { type: 'reasoning', choice: 0, text: 'Let me see.' },
      { type: 'reasoning', choice: 0, text: '', signature: 'EqQBCg', signedBy: SIGNER },
      { type: 'reasoning', choice: 0, text: '', redacted: 'b3BhcXVl', signedBy: SIGNER },
      { type: 'tool-call', choice: 0, index: 0, id: 'tooluse_1', name: 'weather', arguments: '' },
      { type: 'tool-call', choice: 0, index: 0, arguments: '{"city":' },
      { type: 'tool-call', choice: 0, index: 0, arguments: '"Rome"}' },
      { type: 'tool-call', choice: 0, index: 1, id: 'tooluse_2', name: 'now', arguments: '' },
      { type: 'tool-call', choice: 0, index: 1, arguments: '{}' },
      { type: 'finish', choice: 0, reason: 'tool_calls', raw: 'tool_use' },
      { type: 'metadata', serviceTier: 'priority' },
      usage({ input: 47, output: 20 }),
    ]);
  });

  it.each([
    ['end_turn', 'stop'],
    ['stop_sequence', 'stop'],
    ['max_tokens', 'length'],
    ['model_context_window_exceeded', 'length'],
    ['tool_use', 'tool_calls'],
    ['content_filtered', 'content_filter'],
    ['guardrail_intervened', 'content_filter'],
    ['malformed_tool_use', 'other'],
  ])('finishes with %s as %s', async (raw, reason) => {
    replaysEvents(stream(START, messageStop(raw), METADATA));
    const { chunks } = await collect(adapter, call('stream'));
    expect(partsOf(chunks)).toContainEqual({ type: 'finish', choice: 0, reason, raw });
  });

  it.each([
    ['throttlingException', 'Too many requests', 'rate_limited'],
    ['modelStreamErrorException', 'Oh', 'server_error'],
    ['internalServerException', 'Oh', 'server_error'],
    ['serviceUnavailableException', 'Later', 'overloaded'],
    ['validationException', 'Input is too long for requested model.', 'context_overflow'],
    ['validationException', 'The messages are wrong.', 'bad_request'],
  ])('breaks with the %s (%s) that it carries', async (name, message, code) => {
    replaysEvents(stream(...HELLO.slice(0, 2), { [name]: { message } }));
    const { chunks, error } = await collect(adapter, call('stream'));
    expect(chunks).toHaveLength(2);
    expect(error).toMatchObject({ code, provider: 'bedrock' });
  });

  it('breaks with an error that is no exception of the model', async () => {
    const error = {
      ':message-type': 'error',
      ':error-code': 'InternalFailure',
      ':error-message': 'Oh',
    };
    replaysEvents(Buffer.concat([stream(START), frame(error, undefined)]));
    expect((await collect(adapter, call('stream'))).error).toMatchObject({ code: 'server_error' });
  });

  it.each([
    ['amid the text', stream(...HELLO.slice(0, 3))],
    ['amid a message', stream(...HELLO).subarray(0, -stream(METADATA).length - 20)],
    ['before it began', Buffer.alloc(0)],
  ])('breaks where it ends %s', async (_name, bytes) => {
    replaysEvents(bytes);
    expect((await collect(adapter, call('stream'))).error).toMatchObject({
      code: 'protocol_broken',
    });
  });

  it('breaks where a checksum is wrong, or a length', async () => {
    const bytes = stream(...HELLO);
    for (const at of [0, 5, 9, 40, 100]) {
      const broken = Buffer.from(bytes);
      broken.writeUInt8(broken.readUInt8(at) ^ 0xff, at);
      replaysEvents(broken);
      expect((await collect(adapter, call('stream'))).error).toMatchObject({
        code: 'protocol_broken',
      });
    }
  });

  it('closes the socket when the signal aborts', async () => {
    server.answers((response) => {
      response
        .writeHead(200, { 'content-type': 'application/vnd.amazon.eventstream' })
        .write(stream(...HELLO.slice(0, 2)));
    });
    const controller = new AbortController();
    const { chunks } = await adapter.open(
      providerCall({}, 'stream', { upstreamModel: MODEL, signal: controller.signal }),
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
    [403, 'AccessDeniedException', 'auth_refused'],
    [403, 'UnrecognizedClientException:http://internal.amazon.com/', 'auth_refused'],
    [403, 'ExpiredTokenException', 'auth_refused'],
    [404, 'ResourceNotFoundException', 'model_gone'],
    [408, 'ModelTimeoutException', 'server_error'],
    [424, 'ModelErrorException', 'server_error'],
    [429, 'ThrottlingException', 'rate_limited'],
    [429, 'ModelNotReadyException', 'overloaded'],
    [400, 'ServiceQuotaExceededException', 'quota_exhausted'],
    [500, 'InternalServerException', 'server_error'],
    [503, 'ServiceUnavailableException', 'overloaded'],
    [418, '', 'bad_request'],
  ])('is a failure: %i %s is %s', async (status, type, code) => {
    server.replaysJson({ message: 'x' }, status, { 'x-amzn-errortype': type });
    expect((await collect(adapter, call())).error).toMatchObject({ code, upstreamStatus: status });
  });

  it.each([
    ['The provided model identifier is invalid.', 'model_gone'],
    [
      'Invocation of model ID x with on-demand throughput isn’t supported. Retry with an inference profile.',
      'model_gone',
    ],
    ['Input is too long for requested model.', 'context_overflow'],
    ['prompt is too long: 200001 tokens > 200000 maximum', 'context_overflow'],
    ['The text field is blank.', 'bad_request'],
  ])('is a validation error: %s', async (message, code) => {
    server.replaysJson({ message }, 400, { 'x-amzn-errortype': 'ValidationException' });
    expect((await collect(adapter, call())).error).toMatchObject({ code });
  });

  it('names its type in the body, and a quota of the day is used up', async () => {
    const message = 'Too many tokens per day, please wait before trying again.';
    server.replaysJson({ __type: 'com.amazon.coral#ThrottlingException', message }, 429);
    expect((await collect(adapter, call())).error).toMatchObject({ code: 'quota_exhausted' });
  });

  it('does not show a key', async () => {
    const message = `The key ${KEY.accessKeyId} and ${KEY.secretAccessKey} are in the text.`;
    server.replaysJson({ message }, 400, { 'x-amzn-errortype': 'ValidationException' });
    const { error } = await collect(adapter, call());
    expect(String(error)).toContain('are in the text');
    expect(String(error)).not.toMatch(/AKID|wJalr/);
  });

  it.each([
    ['a redirect', 302, {}, ''],
    ['HTML', 200, { 'content-type': 'text/html' }, '<html>'],
    ['JSON of another shape', 200, { 'content-type': 'application/json' }, '{"ok":true}'],
    ['broken JSON', 200, { 'content-type': 'application/json' }, '{"id'],
  ])('is refused: %s', async (_name, status, headers, body) => {
    server.replays(status, headers, body);
    expect((await collect(adapter, call())).error).toMatchObject({ code: 'protocol_broken' });
  });
});
