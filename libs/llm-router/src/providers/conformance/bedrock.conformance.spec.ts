import { DOCUMENT, HELLO, messageStop, METADATA, START, stream } from '../bedrock/wire.fixture.js';
import { bedrock } from '../presets/bedrock.js';
import { describeAdapterConformance } from './adapter-conformance.fixture.js';
import type { WireFailure } from './adapter-wire.fixture.js';
import { usagePart } from './usage-part.fixture.js';

const finished = (raw: string) => stream(START, messageStop(raw), METADATA);
const failure = (status: number, type: string, message = 'Oh.'): WireFailure => ({
  status,
  body: { __type: type, message },
});

describeAdapterConformance('Bedrock’s Converse', {
  create: (url) =>
    bedrock({
      region: 'us-east-1',
      credentials: { accessKeyId: 'AKIDACME', secretAccessKey: 'acme-secret' },
      baseUrl: url,
    }),
  request: {
    path: '/model/test-model/converse',
    headers: {
      'content-type': 'application/json',
      authorization: expect.stringMatching(/^AWS4-HMAC-SHA256 Credential=AKIDACME\//) as string,
    },
    body: {
      system: [{ text: 'Be brief.' }],
      messages: [
        { role: 'user', content: [{ text: 'Weather in Rome?' }] },
        {
          role: 'assistant',
          content: [
            { text: 'I look.' },
            { toolUse: { toolUseId: 'call_1', name: 'weather', input: { city: 'Rome' } } },
          ],
        },
        {
          role: 'user',
          content: [{ toolResult: { toolUseId: 'call_1', content: [{ text: '21°' }] } }],
        },
      ],
      toolConfig: {
        tools: [
          {
            toolSpec: {
              name: 'weather',
              description: 'Now.',
              inputSchema: {
                json: { type: 'object', properties: { city: { type: 'string' } } },
              },
            },
          },
        ],
        toolChoice: { auto: {} },
      },
      inferenceConfig: { maxTokens: 100 },
    },
  },
  streamPath: '/model/test-model/converse-stream',
  document: {
    contentType: 'application/json',
    bytes: Buffer.from(JSON.stringify(DOCUMENT)),
    parts: [
      { type: 'metadata', serviceTier: 'flex' },
      { type: 'text', choice: 0, text: 'Hi! I am Claude.' },
      { type: 'finish', choice: 0, reason: 'stop', raw: 'end_turn' },
      usagePart({ input: 125, cacheRead: 20, cacheWrite: 6, cacheWriteLong: 4, output: 60 }),
    ],
  },
  stream: {
    contentType: 'application/vnd.amazon.eventstream',
    bytes: stream(...HELLO),
    parts: [
      { type: 'text', choice: 0, text: 'Grüß' },
      { type: 'text', choice: 0, text: ' dich 🌍' },
      { type: 'finish', choice: 0, reason: 'stop', raw: 'end_turn' },
      { type: 'metadata', serviceTier: 'priority' },
      usagePart({ input: 47, output: 20 }),
    ],
  },
  finishes: [
    ['end_turn', 'stop', finished('end_turn')],
    ['stop_sequence', 'stop', finished('stop_sequence')],
    ['max_tokens', 'length', finished('max_tokens')],
    ['tool_use', 'tool_calls', finished('tool_use')],
    ['guardrail_intervened', 'content_filter', finished('guardrail_intervened')],
    ['malformed_model_output', 'other', finished('malformed_model_output')],
  ],
  // The errors of the API reference of `Converse`.
  failures: {
    context_overflow: failure(400, 'ValidationException', 'Input is too long for requested model.'),
    content_filtered: failure(
      400,
      'ValidationException',
      'Output blocked by content filtering policy',
    ),
    rate_limited: failure(429, 'ThrottlingException'),
    overloaded: failure(503, 'ServiceUnavailableException'),
    auth_refused: failure(403, 'AccessDeniedException'),
    quota_exhausted: failure(400, 'ServiceQuotaExceededException'),
    model_gone: failure(404, 'ResourceNotFoundException'),
    bad_request: failure(400, 'ValidationException'),
    server_error: failure(500, 'InternalServerException'),
  },
  failureInStream: {
    bytes: stream(...HELLO.slice(0, 3), { throttlingException: { message: 'Slow down.' } }),
    code: 'rate_limited',
  },
});
