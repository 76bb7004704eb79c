import {
  DOCUMENT,
  HELLO,
  piece,
  rpcError,
  stream,
  type WireResponse,
} from '../google/wire.fixture.js';
import { google } from '../presets.js';
import { describeAdapterConformance } from './adapter-conformance.fixture.js';
import type { WireFailure } from './adapter-wire.fixture.js';
import { usagePart } from './usage-part.fixture.js';

const events = (...payloads: readonly unknown[]) => Buffer.from(stream(...payloads));
const finished = (finishReason: string) => events(piece([{ text: 'x' }], { finishReason }));
const failure = (status: number, word: string, message = 'Oh.'): WireFailure => ({
  status,
  body: rpcError(status, word, message),
});
const metadata = {
  type: 'metadata',
  id: 'mAitaLmkHPPlz7IPvtfUqQ4',
  model: 'gemini-2.5-flash',
} as const;
const [first, second, last] = HELLO as readonly [WireResponse, WireResponse, WireResponse];

describeAdapterConformance('Google’s generateContent', {
  create: (url) => google({ apiKey: 'AIza-acme', baseUrl: `${url}/v1beta` }),
  request: {
    path: '/v1beta/models/test-model:generateContent',
    headers: { 'x-goog-api-key': 'AIza-acme', 'content-type': 'application/json' },
    body: {
      systemInstruction: { parts: [{ text: 'Be brief.' }] },
      contents: [
        { role: 'user', parts: [{ text: 'Weather in Rome?' }] },
        {
          role: 'model',
          parts: [
            { text: 'I look.' },
            { functionCall: { id: 'call_1', name: 'weather', args: { city: 'Rome' } } },
          ],
        },
        {
          role: 'user',
          parts: [
            { functionResponse: { id: 'call_1', name: 'weather', response: { output: '21°' } } },
          ],
        },
      ],
      tools: [
        {
          functionDeclarations: [
            {
              name: 'weather',
              description: 'Now.',
              parametersJsonSchema: { type: 'object', properties: { city: { type: 'string' } } },
            },
          ],
        },
      ],
      toolConfig: { functionCallingConfig: { mode: 'AUTO' } },
      generationConfig: { maxOutputTokens: 100 },
    },
  },
  streamPath: '/v1beta/models/test-model:streamGenerateContent?alt=sse',
  document: {
    contentType: 'application/json; charset=UTF-8',
    bytes: Buffer.from(JSON.stringify(DOCUMENT)),
    parts: [
      { ...metadata, serviceTier: 'flex' },
      { type: 'text', choice: 0, text: 'Hi! I am Gemini.' },
      { type: 'finish', choice: 0, reason: 'stop', raw: 'STOP' },
      usagePart({ input: 114, cacheRead: 100, inputAudio: 50, output: 30, reasoning: 46 }),
    ],
  },
  stream: {
    contentType: 'text/event-stream',
    bytes: events(first, second, last),
    parts: [
      metadata,
      { type: 'text', choice: 0, text: 'Grüß' },
      usagePart({ input: 8 }),
      { type: 'text', choice: 0, text: ' dich 🌍' },
      usagePart({ input: 8 }),
      { type: 'metadata', serviceTier: 'priority' },
      { type: 'finish', choice: 0, reason: 'stop', raw: 'STOP' },
      usagePart({ input: 8, output: 5 }),
    ],
  },
  finishes: [
    ['STOP', 'stop', finished('STOP')],
    ['MAX_TOKENS', 'length', finished('MAX_TOKENS')],
    ['SAFETY', 'content_filter', finished('SAFETY')],
    ['PROHIBITED_CONTENT', 'content_filter', finished('PROHIBITED_CONTENT')],
    ['MALFORMED_FUNCTION_CALL', 'other', finished('MALFORMED_FUNCTION_CALL')],
  ],
  // The table of the Gemini API's "Troubleshooting" page.
  failures: {
    context_overflow: failure(
      400,
      'INVALID_ARGUMENT',
      'The input token count (9) exceeds the maximum number of tokens allowed (8).',
    ),
    // The Gemini API tells a blocked prompt in a 200 answer, and a refusal of the whole request so.
    content_filtered: failure(400, 'INVALID_ARGUMENT', 'The request was blocked by safety filters'),
    rate_limited: failure(429, 'RESOURCE_EXHAUSTED'),
    overloaded: failure(503, 'UNAVAILABLE'),
    auth_refused: failure(403, 'PERMISSION_DENIED'),
    quota_exhausted: failure(429, 'RESOURCE_EXHAUSTED', 'Your prepayment credits are depleted.'),
    model_gone: failure(404, 'NOT_FOUND'),
    bad_request: failure(400, 'INVALID_ARGUMENT'),
    server_error: failure(500, 'INTERNAL'),
  },
  failureInStream: {
    bytes: events(first, rpcError(503, 'UNAVAILABLE', 'The model is overloaded.')),
    code: 'overloaded',
  },
});
