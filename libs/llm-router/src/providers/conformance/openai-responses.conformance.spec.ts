import {
  added,
  CREATED,
  ended,
  HELLO,
  RESPONSE,
  stream,
  text,
} from '../openai-responses/wire.fixture.js';
import { openai } from '../presets.js';
import { describeAdapterConformance } from './adapter-conformance.fixture.js';
import { OPENAI_FAILURES } from './openai-failures.fixture.js';
import { usagePart } from './usage-part.fixture.js';

const METADATA = {
  type: 'metadata',
  id: RESPONSE.id,
  model: RESPONSE.model,
  created: RESPONSE.created_at,
  serviceTier: 'default',
} as const;
const USAGE = usagePart({ input: 30, cacheRead: 6, output: 23, reasoning: 64 });

const incomplete = (reason: string) =>
  stream(CREATED, text(0, 'x'), ended({ status: 'incomplete', incomplete_details: { reason } }));
const call = { type: 'function_call', call_id: 'call_1', name: 'f', arguments: '' };

describeAdapterConformance('OpenAI’s Responses', {
  create: (url) => openai({ apiKey: 'sk-acme', baseUrl: `${url}/v1`, responses: 'always' }),
  request: {
    path: '/v1/responses',
    headers: { authorization: 'Bearer sk-acme' },
    body: {
      model: 'test-model',
      store: false,
      instructions: 'Be brief.',
      input: [
        { type: 'message', role: 'user', content: 'Weather in Rome?' },
        { type: 'message', role: 'assistant', content: 'I look.' },
        {
          type: 'function_call',
          call_id: 'call_1',
          name: 'weather',
          arguments: '{"city":"Rome"}',
        },
        { type: 'function_call_output', call_id: 'call_1', output: '21°' },
      ],
      tools: [
        {
          type: 'function',
          name: 'weather',
          description: 'Now.',
          parameters: { type: 'object', properties: { city: { type: 'string' } } },
          strict: false,
        },
      ],
      tool_choice: 'auto',
      max_output_tokens: 100,
    },
  },
  document: {
    contentType: 'application/json',
    bytes: Buffer.from(JSON.stringify(RESPONSE)),
    parts: [
      METADATA,
      { type: 'reasoning', choice: 0, text: 'A greeting.' },
      {
        type: 'reasoning',
        choice: 0,
        text: '',
        signature: 'gAAAAABtoken',
        signedBy: 'openai-responses',
      },
      { type: 'text', choice: 0, text: 'Hello there!' },
      { type: 'finish', choice: 0, reason: 'stop', raw: 'completed' },
      USAGE,
    ],
  },
  stream: {
    contentType: 'text/event-stream; charset=utf-8',
    bytes: stream(...HELLO),
    parts: [
      { ...METADATA, serviceTier: 'auto' },
      { type: 'text', choice: 0, text: 'Grüß' },
      { type: 'text', choice: 0, text: ' dich 🌍' },
      { type: 'metadata', serviceTier: 'default' },
      { type: 'finish', choice: 0, reason: 'stop', raw: 'completed' },
      USAGE,
    ],
  },
  finishes: [
    ['completed', 'stop', stream(CREATED, text(0, 'x'), ended())],
    ['completed', 'tool_calls', stream(CREATED, added(0, call), ended())],
    ['max_output_tokens', 'length', incomplete('max_output_tokens')],
    ['content_filter', 'content_filter', incomplete('content_filter')],
    ['made_up', 'other', incomplete('made_up')],
  ],
  failures: OPENAI_FAILURES,
  failureInStream: {
    bytes: stream(
      CREATED,
      text(0, 'x'),
      ended({ status: 'failed', error: { code: 'rate_limit_exceeded', message: 'Slow down.' } }),
    ),
    code: 'rate_limited',
  },
});
