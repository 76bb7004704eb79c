import type { ChatMessage } from '../../contracts/chat-message.js';
import type { ChatRequest } from '../../contracts/chat-request.js';
import { providerCall } from '../adapter-calls.fixture.js';
import { needsResponses, reasons } from '../presets/openai-models.js';
import { encodeRequest } from './encode-request.js';

function encode(request: Partial<ChatRequest>, upstreamModel = 'gpt-5-pro') {
  return encodeRequest(providerCall(request, 'document', { upstreamModel }), reasons);
}

it.each([
  ['o1-pro', true],
  ['o3-pro-2025-06-10', true],
  ['gpt-5-pro', true],
  ['gpt-5.5-pro-2026-04-23', true],
  ['gpt-5.1-codex-max', true],
  ['codex-mini-latest', true],
  ['o4-mini-deep-research', true],
  ['computer-use-preview', true],
  ['gpt-5', false],
  ['gpt-4.1-mini', false],
  ['o3-mini', false],
  ['text-embedding-3-small', false],
])('%s needs the Responses API: %s', (model, expected) => {
  expect(needsResponses(model)).toBe(expected);
});

describe('thoughts', () => {
  const signed = { type: 'reasoning', text: 'Hm.', signature: 'gAAAAAB1' } as const;

  it('come back encrypted, since nothing is kept', () => {
    expect(encode({}).body).toMatchObject({
      store: false,
      include: ['reasoning.encrypted_content'],
    });
    expect(encode({ store: true }).body).not.toHaveProperty('include');
    expect(encode({}, 'gpt-4.1').body).not.toHaveProperty('include');
  });

  it('are handed back before what they led to, where this API signed them', () => {
    const content = [
      { ...signed, signed_by: 'openai-responses' },
      { type: 'reasoning', text: '', redacted: 'gAAAAAB2', signed_by: 'openai-responses' },
      { ...signed, signed_by: 'anthropic-messages' },
      { type: 'reasoning', text: 'Unsigned.' },
      { type: 'text', text: 'One.' },
    ];
    const { body, warnings } = encode({
      messages: [{ role: 'assistant', content }] as ChatMessage[],
    });
    expect(body.input).toEqual([
      {
        type: 'reasoning',
        summary: [{ type: 'summary_text', text: 'Hm.' }],
        encrypted_content: 'gAAAAAB1',
      },
      { type: 'reasoning', summary: [], encrypted_content: 'gAAAAAB2' },
      { type: 'message', role: 'assistant', content: 'One.' },
    ]);
    expect(warnings).toEqual([]);
  });

  it('are missed where their encrypted form is', () => {
    const content = [{ type: 'reasoning', text: 'Hm.', signed_by: 'openai-responses' }];
    const { warnings } = encode({ messages: [{ role: 'assistant', content }] as ChatMessage[] });
    expect(warnings).toEqual([expect.stringContaining('a thought is left out')]);
  });

  it('are steered by an effort, and by the API’s own words', () => {
    const { body, warnings } = encode({ reasoning_effort: 'high', reasoning: { summary: 'auto' } });
    expect(body.reasoning).toEqual({ effort: 'high', summary: 'auto' });
    expect(warnings).toEqual([]);
  });
});

describe('messages', () => {
  it('may hold images and files, and instructions between the turns', () => {
    const { body, warnings } = encode({
      messages: [
        { role: 'system', content: 'A.' },
        { role: 'developer', content: [{ type: 'text', text: 'B.' }] },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Look:' },
            { type: 'image_url', image_url: { url: 'https://a.b/c.png' } },
            { type: 'file', file: { file_id: 'file-1' } },
          ],
        },
        { role: 'system', content: 'C.' },
      ],
    });
    expect(body.instructions).toBe('A.\n\nB.');
    expect(body.input).toEqual([
      {
        type: 'message',
        role: 'user',
        content: [
          { type: 'input_text', text: 'Look:' },
          { type: 'input_image', image_url: 'https://a.b/c.png', detail: 'auto' },
          { type: 'input_file', file_id: 'file-1' },
        ],
      },
      { type: 'message', role: 'system', content: 'C.' },
    ]);
    expect(warnings).toEqual([]);
  });

  it('that are only instructions become a turn to answer to', () => {
    const { body } = encode({ messages: [{ role: 'system', content: 'Say hi.' }] });
    expect(body.instructions).toBeUndefined();
    expect(body.input).toEqual([{ type: 'message', role: 'user', content: 'Say hi.' }]);
  });

  it('warn of what is left out', () => {
    const audio = { type: 'input_audio', input_audio: { data: 'UklGR', format: 'wav' } } as const;
    const { warnings } = encode({ messages: [{ role: 'user', name: 'Ada', content: [audio] }] });
    expect(warnings).toEqual([
      expect.stringContaining('a part of type "input_audio" is left out'),
      expect.stringContaining('names of participants'),
    ]);
  });
});

describe('parameters', () => {
  it('have other names and places', () => {
    const schema = { type: 'object', properties: {} };
    const { body, warnings } = encode(
      {
        max_tokens: 5,
        temperature: 0.2,
        verbosity: 'low',
        user: 'u',
        response_format: { type: 'json_schema', json_schema: { name: 'x', schema, strict: true } },
        tools: [{ type: 'function', function: { name: 'f' } }],
        tool_choice: { type: 'function', function: { name: 'f' } },
      },
      'gpt-4.1',
    );
    expect(JSON.parse(JSON.stringify(body))).toEqual({
      model: 'gpt-4.1',
      store: false,
      input: [{ type: 'message', role: 'user', content: 'Hello' }],
      max_output_tokens: 16,
      temperature: 0.2,
      user: 'u',
      text: { format: { type: 'json_schema', name: 'x', schema, strict: true }, verbosity: 'low' },
      tools: [
        {
          type: 'function',
          name: 'f',
          parameters: { type: 'object', properties: {} },
          strict: false,
        },
      ],
      tool_choice: { type: 'function', name: 'f' },
    });
    expect(warnings).toEqual([expect.stringContaining('is sent as 16')]);
  });

  it('that it has nothing like are named', () => {
    const { body, warnings } = encode({ temperature: 0, stop: 'x', seed: 7, n: 2, made_up: 1 });
    expect(warnings.map((it) => it.split(' ')[0]).sort()).toEqual([
      'made_up',
      'n',
      'seed',
      'stop',
      'temperature',
    ]);
    expect(body).not.toHaveProperty('stop');
    expect(body.temperature).toBeUndefined();
  });
});
