import { delta, DOCUMENT, HELLO, stream } from '../openai-chat/wire.fixture.js';
import { openaiCompatible } from '../presets.js';
import { describeAdapterConformance } from './adapter-conformance.fixture.js';
import { CONVERSATION } from './adapter-wire.fixture.js';
import { OPENAI_FAILURES } from './openai-failures.fixture.js';
import { usagePart } from './usage-part.fixture.js';

const events = (...payloads: string[]) => Buffer.from(stream(...payloads));
const finished = (raw: string) => events(delta({ content: 'x' }), delta({}, raw), '[DONE]');

describeAdapterConformance('OpenAI’s Chat Completions', {
  create: (url) => openaiCompatible({ id: 'acme', baseUrl: `${url}/v1`, apiKey: 'sk-acme' }),
  request: {
    path: '/v1/chat/completions',
    headers: { authorization: 'Bearer sk-acme', 'content-type': 'application/json' },
    body: { ...CONVERSATION, model: 'test-model' },
  },
  document: {
    contentType: 'application/json',
    bytes: Buffer.from(JSON.stringify(DOCUMENT)),
    parts: [
      {
        type: 'metadata',
        id: DOCUMENT.id,
        model: DOCUMENT.model,
        created: DOCUMENT.created,
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
  },
  stream: {
    contentType: 'text/event-stream; charset=utf-8',
    bytes: events(...HELLO, '[DONE]'),
    parts: [
      {
        type: 'metadata',
        id: 'chatcmpl-123',
        model: 'gpt-4o-mini',
        created: 1694268190,
        systemFingerprint: 'fp_44709d6fcb',
      },
      { type: 'text', choice: 0, text: 'Grüß' },
      { type: 'text', choice: 0, text: ' dich 🌍' },
      { type: 'finish', choice: 0, reason: 'stop', raw: 'stop' },
      usagePart({ input: 9, output: 3 }),
    ],
  },
  finishes: [
    ['stop', 'stop', finished('stop')],
    ['length', 'length', finished('length')],
    ['tool_calls', 'tool_calls', finished('tool_calls')],
    ['content_filter', 'content_filter', finished('content_filter')],
    ['eos', 'other', finished('eos')],
    ['constructor', 'other', finished('constructor')],
  ],
  failures: OPENAI_FAILURES,
  failureInStream: {
    bytes: events(
      ...HELLO.slice(0, 2),
      '{"error":{"message":"The server had an error","type":"server_error"}}',
    ),
    code: 'server_error',
  },
});
