import {
  DOCUMENT,
  HELLO,
  messageDelta,
  START,
  STOP,
  stream,
  type WireEvent,
} from '../anthropic/wire.fixture.js';
import { anthropic } from '../presets.js';
import { describeAdapterConformance } from './adapter-conformance.fixture.js';
import type { WireFailure } from './adapter-wire.fixture.js';
import { usagePart } from './usage-part.fixture.js';

const events = (...payloads: readonly WireEvent[]) => Buffer.from(stream(...payloads));
const finished = (raw: string) => events(START, messageDelta(raw, {}), STOP);
const failure = (status: number, type: string, message = 'Oh.'): WireFailure => ({
  status,
  body: { type: 'error', error: { type, message } },
});

describeAdapterConformance('Anthropic’s Messages', {
  create: (url) => anthropic({ apiKey: 'sk-acme', baseUrl: url }),
  request: {
    path: '/v1/messages',
    headers: { 'x-api-key': 'sk-acme', 'anthropic-version': '2023-06-01' },
    body: {
      model: 'test-model',
      max_tokens: 100,
      system: [{ type: 'text', text: 'Be brief.' }],
      messages: [
        { role: 'user', content: [{ type: 'text', text: 'Weather in Rome?' }] },
        {
          role: 'assistant',
          content: [
            { type: 'text', text: 'I look.' },
            { type: 'tool_use', id: 'call_1', name: 'weather', input: { city: 'Rome' } },
          ],
        },
        {
          role: 'user',
          content: [{ type: 'tool_result', tool_use_id: 'call_1', content: '21°' }],
        },
      ],
      tools: [
        {
          name: 'weather',
          description: 'Now.',
          input_schema: { type: 'object', properties: { city: { type: 'string' } } },
        },
      ],
      tool_choice: { type: 'auto' },
    },
  },
  document: {
    contentType: 'application/json',
    bytes: Buffer.from(JSON.stringify(DOCUMENT)),
    parts: [
      { type: 'metadata', id: DOCUMENT.id, model: DOCUMENT.model, serviceTier: 'standard' },
      { type: 'text', choice: 0, text: 'Hi! My name is Claude.' },
      { type: 'finish', choice: 0, reason: 'stop', raw: 'end_turn' },
      usagePart({
        input: 2095,
        cacheRead: 30,
        cacheWrite: 5,
        cacheWriteLong: 15,
        output: 103,
        reasoning: 400,
      }),
    ],
  },
  stream: {
    contentType: 'text/event-stream; charset=utf-8',
    bytes: events(...HELLO),
    parts: [
      {
        type: 'metadata',
        id: 'msg_1nZdL29xx5MUA1yADyHTEsnR8uuvGzszyY',
        model: DOCUMENT.model,
        serviceTier: 'priority',
      },
      usagePart({ input: 25, cacheRead: 4 }),
      { type: 'text', choice: 0, text: 'Grüß' },
      { type: 'text', choice: 0, text: ' dich 🌍' },
      { type: 'finish', choice: 0, reason: 'stop', raw: 'end_turn' },
      usagePart({ input: 25, cacheRead: 4, output: 15 }),
    ],
  },
  finishes: [
    ['end_turn', 'stop', finished('end_turn')],
    ['stop_sequence', 'stop', finished('stop_sequence')],
    ['max_tokens', 'length', finished('max_tokens')],
    ['model_context_window_exceeded', 'length', finished('model_context_window_exceeded')],
    ['tool_use', 'tool_calls', finished('tool_use')],
    ['refusal', 'content_filter', finished('refusal')],
    ['pause_turn', 'other', finished('pause_turn')],
  ],
  // The types of Anthropic's "Errors" page.
  failures: {
    context_overflow: failure(400, 'invalid_request_error', 'prompt is too long: 9 tokens > 8'),
    content_filtered: failure(
      400,
      'invalid_request_error',
      'Output blocked by content filtering policy',
    ),
    rate_limited: failure(429, 'rate_limit_error'),
    overloaded: failure(529, 'overloaded_error'),
    auth_refused: failure(401, 'authentication_error'),
    quota_exhausted: failure(402, 'billing_error'),
    model_gone: failure(404, 'not_found_error'),
    bad_request: failure(400, 'invalid_request_error'),
    server_error: failure(500, 'api_error'),
  },
  failureInStream: {
    bytes: events(...HELLO.slice(0, 4), {
      type: 'error',
      error: { type: 'overloaded_error', message: 'Overloaded' },
    }),
    code: 'overloaded',
  },
});
