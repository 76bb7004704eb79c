import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { ServerResponse } from 'node:http';
import { type Misbehaviour, pour } from './hostile-upstream.js';

const MIB = 1024 * 1024;
/** Beyond the limit of 64 MiB, and quickly made. */
const GZIP_BOMB = gzipSync(Buffer.alloc(65 * MIB, ' '), { level: 1 });
const BROTLI_BOMB = brotliCompressSync(Buffer.alloc(65 * MIB, `:${' '.repeat(4_094)}\n`), {
  params: { [constants.BROTLI_PARAM_QUALITY]: 1 },
});
const JSON_TYPE = { 'content-type': 'application/json' };
const STREAM_TYPE = { 'content-type': 'text/event-stream' };

const completion = (
  more: object = {},
  message: object = { content: 'Hi' },
  choice: object = {},
) => ({
  id: 'chatcmpl-same',
  object: 'chat.completion',
  created: 1,
  model: 'm',
  choices: [
    { index: 0, message: { role: 'assistant', ...message }, finish_reason: 'stop', ...choice },
  ],
  ...more,
});
const delta = (content: string, finish: string | null = null) =>
  `data: ${JSON.stringify({ id: 'c', choices: [{ index: 0, delta: { content }, finish_reason: finish }] })}\n\n`;

const answering =
  (
    status: number,
    body: string | Buffer,
    headers: Record<string, string> = JSON_TYPE,
  ): Misbehaviour =>
  (response) =>
    response.writeHead(status, headers).end(body);
const document = (body: object) => answering(200, JSON.stringify(body));
const stream = (text: string | Buffer) => answering(200, text, STREAM_TYPE);
const begin = (response: ServerResponse, headers: Record<string, string>, text: string) =>
  response.writeHead(200, headers).write(text);

const toolCall = (index: number, id: string, name: string) => ({
  index,
  id,
  type: 'function',
  function: { name, arguments: '{}' },
});

/** Every way to answer a call wrongly that is known to have broken a gateway, by the name of its model. */
export const MISBEHAVIOURS = {
  // Nothing, or not enough.
  'silent-before-headers': () => undefined,
  'silent-after-headers': (response) => void response.writeHead(200, STREAM_TYPE).flushHeaders(),
  'silent-after-a-part': (response) => begin(response, STREAM_TYPE, delta('one')),
  'comments-only': (response) => {
    begin(response, STREAM_TYPE, delta('one'));
    const timer = setInterval(() => response.write(': ping\n\n'), 20);
    response.on('close', () => clearInterval(timer));
  },
  'trickling-document': (response) => {
    begin(response, JSON_TYPE, '{');
    const timer = setInterval(() => response.write(' '), 20);
    response.on('close', () => clearInterval(timer));
  },
  'cut-document': (response) => {
    response.writeHead(200, { ...JSON_TYPE, 'content-length': '1000' });
    response.write('{"choices":', () => response.destroy());
  },
  'no-finish': stream(delta('one')),
  'no-choice': stream('data: {"id":"c","choices":[]}\n\ndata: [DONE]\n\n'),
  'empty-stream': stream(''),
  'no-content': answering(204, ''),
  'empty-document': answering(200, ''),

  // Too much.
  'endless-stream': (response) => {
    response.writeHead(200, STREAM_TYPE);
    return pour(response, Buffer.from(delta('more ').repeat(100)));
  },
  'endless-empty-deltas': (response) => {
    response.writeHead(200, STREAM_TYPE);
    return pour(response, Buffer.from(': nothing\n\ndata: {"choices":[]}\n\n'.repeat(100)));
  },
  'line-of-64-mib': (response) => {
    begin(response, STREAM_TYPE, 'data: ');
    return pour(response, Buffer.alloc(MIB, 'x'), 64 * MIB);
  },
  'lines-of-one-event': (response) => {
    response.writeHead(200, STREAM_TYPE);
    return pour(response, Buffer.from(`data: ${'x'.repeat(1_000)}\n`.repeat(1_000)), 64 * MIB);
  },
  'body-of-1-gib': (response) => {
    begin(response, JSON_TYPE, '{"x":"');
    return pour(response, Buffer.alloc(MIB, 'x'), 1024 * MIB);
  },
  'error-of-1-gib': (response) => {
    response.writeHead(500, JSON_TYPE).write('{"error":{"message":"');
    return pour(response, Buffer.alloc(MIB, 'x'), 1024 * MIB);
  },
  'gzip-bomb': (response) =>
    response.writeHead(200, { ...JSON_TYPE, 'content-encoding': 'gzip' }).end(GZIP_BOMB),
  'brotli-bomb-as-stream': (response) =>
    response.writeHead(200, { ...STREAM_TYPE, 'content-encoding': 'br' }).end(BROTLI_BOMB),
  'headers-of-1-mib': (response) => {
    const headers = Array.from(
      { length: 64 },
      (_, index) => `x-${index}: ${'y'.repeat(16_000)}\r\n`,
    );
    response.socket?.end(`HTTP/1.1 200 OK\r\n${headers.join('')}\r\n`);
  },

  // Something else.
  'not-http': (response) => response.socket?.end('220 mail.example ESMTP ready\r\n'),
  'two-lengths': (response) =>
    response.socket?.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}'),
  'invalid-json': answering(200, '{"choices": [}'),
  'invalid-json-in-stream': stream(`${delta('one')}data: {"choices": [\n\n`),
  html: answering(200, '<html><body>Sign in</body></html>', { 'content-type': 'text/html' }),
  'html-as-json': answering(200, '<html><body>Sign in</body></html>'),
  'a-list': answering(200, '[1,2,3]'),
  null: answering(200, 'null'),
  'nested-deeply': answering(200, '['.repeat(500_000) + ']'.repeat(500_000)),
  'error-with-200': document({
    error: { message: `Overloaded at /srv/x.py:3`, type: 'overloaded_error' },
  }),
  'error-in-stream': stream(`${delta('one')}data: {"error":{"message":"boom","code":500}}\n\n`),
  'redirect-to-metadata': answering(307, '', {
    location: 'http://169.254.169.254/latest/meta-data/iam/security-credentials/',
  }),
  'redirect-to-other-host': answering(302, '', { location: 'http://127.0.0.1:9/v1' }),
  'informational-only': (response) => {
    response.writeProcessing();
    response.writeEarlyHints({ link: '</a>; rel=preload' });
    response.destroy();
  },
  'unknown-status': answering(799, '{}'),
  'quotes-the-key': (response, request) =>
    response
      .writeHead(400, JSON_TYPE)
      .end(JSON.stringify({ error: { message: `Bad: ${request.headers.authorization ?? ''}` } })),
  'quotes-a-stack': answering(500, 'Error: x\n    at run (/srv/app/node_modules/x/index.js:1:1)'),

  // Strange, but an answer.
  ok: document(completion({ usage: { prompt_tokens: 1, completion_tokens: 1 } })),
  'missing-usage': document(completion()),
  'absurd-usage': document(
    completion({ usage: { prompt_tokens: -5, completion_tokens: 1e300, total_tokens: '7' } }),
  ),
  'usage-of-other-types': document(completion({ usage: [{ prompt_tokens: { a: 1 } }] })),
  'invalid-utf-8': answering(
    200,
    Buffer.concat([
      Buffer.from(
        '{"id":"c","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"a',
      ),
      Buffer.from([0xff, 0xc3, 0x28]),
      Buffer.from('b"}}]}'),
    ]),
  ),
  'invalid-utf-8-in-stream': stream(
    Buffer.concat([
      Buffer.from('data: {"choices":[{"index":0,"finish_reason":"stop","delta":{"content":"a'),
      Buffer.from([0xf0, 0x9f, 0x98]),
      Buffer.from('b"}}]}\n\ndata: [DONE]\n\n'),
    ]),
  ),
  'after-done': stream(
    `${delta('one', 'stop')}data: [DONE]\n\n${delta('SECRET')}data: {broken\n\n`,
  ),
  'done-without-finish': stream(`${delta('one')}data: [DONE]\n\n`),
  'finish-without-done': stream(delta('one', 'stop')),
  'tool-index-1e9': stream(
    `data: ${JSON.stringify({
      choices: [
        {
          index: 0,
          delta: { tool_calls: [toolCall(1e9, 'call_1', 'f'), toolCall(2 ** 53, 'call_2', 'g')] },
          finish_reason: 'tool_calls',
        },
      ],
    })}\n\ndata: [DONE]\n\n`,
  ),
  'duplicated-ids': document(
    completion(
      {},
      { content: null, tool_calls: [toolCall(0, 'call_1', 'f'), toolCall(1, 'call_1', 'g')] },
      { finish_reason: 'tool_calls' },
    ),
  ),
  'proto-in-answer': answering(
    200,
    JSON.stringify(completion()).replace('{', '{"__proto__":{"polluted":true},'),
  ),
} satisfies Record<string, Misbehaviour>;
