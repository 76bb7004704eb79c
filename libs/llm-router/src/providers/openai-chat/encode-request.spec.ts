import type { ChatMessage } from '../../contracts/chat-message.js';
import type { ChatRequest } from '../../contracts/chat-request.js';
import { providerCall } from '../adapter-calls.fixture.js';
import { HOSTED_VENDORS } from '../presets/hosted-vendors.js';
import { LOCAL_SERVERS } from '../presets/local-servers.js';
import { OPENAI_QUIRKS } from '../presets/openai-models.js';
import type { ChatQuirks } from './chat-quirks.js';
import { encodeRequest } from './encode-request.js';
import { unsupportedParameters } from './unsupported-parameters.js';

function encode(request: Partial<ChatRequest>, quirks: ChatQuirks = {}, upstreamModel = 'm') {
  const call = providerCall(request, 'document', { upstreamModel });
  const { body, warnings } = encodeRequest(call, 'acme', quirks);
  return { body: JSON.parse(body) as ChatRequest, warnings };
}

const { deepseek, groq, mistral, perplexity, xai } = HOSTED_VENDORS;
const calling = (id: string): ChatMessage => ({
  role: 'assistant',
  content: null,
  tool_calls: [{ id, type: 'function', function: { name: 'f', arguments: '{}' } }],
});

function idOf(message: ChatMessage): string | undefined {
  if (message.role === 'tool') return message.tool_call_id;
  return message.role === 'assistant' ? message.tool_calls?.[0]?.id : undefined;
}

describe('thoughts of earlier turns', () => {
  const thought = { type: 'reasoning', text: 'Hm.', signature: 's' } as const;

  it('are left out, and the conversation stays whole', () => {
    const { body, warnings } = encode({
      messages: [
        { role: 'user', content: 'Hello' },
        { ...calling('call_1'), content: [{ ...thought, signed_by: 'anthropic-messages' }] },
        { role: 'tool', tool_call_id: 'call_1', content: '1' },
        { role: 'assistant', content: [thought, { type: 'text', text: 'One.' }] },
        { role: 'assistant', content: [thought] },
      ] as ChatMessage[],
    });
    expect(body.messages).toEqual([
      { role: 'user', content: 'Hello' },
      calling('call_1'),
      { role: 'tool', tool_call_id: 'call_1', content: '1' },
      { role: 'assistant', content: [{ type: 'text', text: 'One.' }] },
    ]);
    expect(warnings).toEqual([]);
  });

  it('are missed where this dialect signed them', () => {
    const content = [
      { ...thought, signed_by: 'openai-chat' },
      { type: 'text', text: 'a' },
    ];
    const { warnings } = encode({ messages: [{ role: 'assistant', content }] as ChatMessage[] });
    expect(warnings).toEqual([expect.stringContaining('signed reasoning is left out')]);
  });

  it('go back to DeepSeek with the calls that they led to, unless somebody else signed them', () => {
    const plain = { type: 'reasoning', text: 'Hm.' } as const;
    const messages = [
      { ...calling('a'), content: [plain] },
      { ...calling('b'), content: [{ ...plain, signed_by: 'anthropic-messages' }] },
      { role: 'assistant', content: [plain, { type: 'text', text: 'One.' }] },
    ] as ChatMessage[];
    const { body } = encode({ messages }, deepseek.quirks);
    expect(
      body.messages.map((it) => (it as { reasoning_content?: string }).reasoning_content),
    ).toEqual(['Hm.', undefined, undefined]);
  });
});

describe('fields that OpenAI does not know', () => {
  const marked: ChatMessage[] = [
    {
      role: 'user',
      content: [{ type: 'text', text: 'a', cache_control: { type: 'ephemeral' } }],
      cache_control: { type: 'ephemeral' },
    },
    {
      ...calling('call_1'),
      reasoning_details: [],
      tool_calls: [
        {
          id: 'call_1',
          type: 'function',
          function: { name: 'f', arguments: '{}' },
          extra_content: { google: {} },
        },
      ],
    },
  ];

  it('survive where nothing is known of the vendor', () => {
    expect(encode({ messages: marked }).body.messages).toEqual(marked);
  });

  it.each([
    ['OpenAI', OPENAI_QUIRKS],
    ['Groq', groq.quirks],
  ])('are taken out for %s', (_vendor, quirks) => {
    expect(encode({ messages: marked }, quirks).body.messages).toEqual([
      { role: 'user', content: [{ type: 'text', text: 'a' }] },
      calling('call_1'),
    ]);
  });
});

describe('parameters', () => {
  it('that a vendor refuses are left out, with a warning each', () => {
    const request = { logit_bias: { '5': 1 }, n: 2, temperature: 0.5, user: 'u' };
    const { body, warnings } = encode(request, groq.quirks);
    expect(body).toMatchObject({ temperature: 0.5, user: 'u' });
    expect(body).not.toHaveProperty('n');
    expect(body).not.toHaveProperty('logit_bias');
    expect(warnings).toEqual([
      'n is not sent: provider acme does not take it for this model.',
      'logit_bias is not sent: provider acme does not take it for this model.',
    ]);
  });

  it('that ask for nothing are no loss', () => {
    const request = {
      n: 1,
      presence_penalty: 0,
      logprobs: false,
      seed: null,
      logit_bias: undefined,
    };
    expect(encode(request, groq.quirks).warnings).toEqual([]);
  });

  it.each([
    ['o3-mini', ['temperature', 'frequency_penalty']],
    ['gpt-5-mini-2025-08-07', ['temperature', 'frequency_penalty']],
    ['gpt-5.2', []],
    ['gpt-5-chat-latest', []],
    ['gpt-4.1', []],
  ])('are refused by some models only: %s of OpenAI', (model, names) => {
    const request = { messages: [], temperature: 0, frequency_penalty: 1 };
    expect(unsupportedParameters(request, model, OPENAI_QUIRKS)).toEqual(names);
  });

  it.each([
    ['grok-4', ['stop', 'reasoning_effort']],
    ['grok-3-mini', ['stop']],
    ['grok-4-fast-non-reasoning', []],
    ['grok-3', []],
  ])('are refused by some models only: %s of xAI', (model, names) => {
    const request = { messages: [], stop: ['a'], reasoning_effort: 'low' };
    expect(unsupportedParameters(request, model, xai.quirks)).toEqual(names);
  });

  it.each([
    ['OpenAI', OPENAI_QUIRKS, 'max_completion_tokens'],
    ['Mistral', mistral.quirks, 'max_tokens'],
    ['Ollama', LOCAL_SERVERS.ollama.quirks, 'max_tokens'],
  ])('call the limit as %s does', (_vendor, quirks, name) => {
    for (const request of [{ max_tokens: 7 }, { max_completion_tokens: 7 }]) {
      const { body, warnings } = encode(request, quirks);
      expect(Object.entries(body).filter(([key]) => key.startsWith('max_'))).toEqual([[name, 7]]);
      expect(warnings).toEqual([]);
    }
  });

  it('have their own names and no stream options at Mistral', () => {
    expect(encode({ seed: 7 }, mistral.quirks).body).toMatchObject({ random_seed: 7 });
    const { body } = encodeRequest(providerCall({}, 'stream'), 'acme', mistral.quirks);
    expect(JSON.parse(body)).not.toHaveProperty('stream_options');
  });
});

describe('response_format', () => {
  const schema = { type: 'object', properties: { a: { type: 'string' } } };
  const asked = { type: 'json_schema', json_schema: { name: 'x', schema } } as const;

  it('is asked for in words where the vendor knows no schemas', () => {
    const messages: ChatMessage[] = [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Hi' },
    ];
    const { body, warnings } = encode({ messages, response_format: asked }, deepseek.quirks);
    expect(body.response_format).toEqual({ type: 'json_object' });
    expect(body.messages.map((it) => it.role)).toEqual(['system', 'system', 'user']);
    expect(body.messages[1]?.content).toContain(JSON.stringify(schema));
    expect(warnings).toEqual([expect.stringContaining('response_format')]);
  });

  it('of any JSON object is a schema where the vendor knows nothing else', () => {
    const { body, warnings } = encode(
      { response_format: { type: 'json_object' } },
      LOCAL_SERVERS.lmStudio.quirks,
    );
    expect(body.response_format).toMatchObject({ type: 'json_schema' });
    expect(warnings).toEqual([]);
  });
});

describe('messages', () => {
  it('have short ids of tool calls at both ends for Mistral', () => {
    const { body } = encode(
      {
        messages: [
          calling('toolu_01A09q90qw90lq917835lq9'),
          { role: 'tool', tool_call_id: 'toolu_01A09q90qw90lq917835lq9', content: '1' },
          calling('abcDEF123'),
        ],
      },
      mistral.quirks,
    );
    const [call, result, kept] = body.messages.map(idOf);
    expect(call).toMatch(/^[a-z0-9]{9}$/i);
    expect(result).toBe(call);
    expect(kept).toBe('abcDEF123');
  });

  it('name nobody at Groq, with a warning', () => {
    const { body, warnings } = encode(
      { messages: [{ role: 'user', name: 'Ada', content: 'a' }] },
      groq.quirks,
    );
    expect(body.messages).toEqual([{ role: 'user', content: 'a' }]);
    expect(warnings).toEqual([expect.stringContaining('names of participants')]);
  });

  it('take turns for Perplexity', () => {
    const { body } = encode(
      {
        messages: [
          { role: 'developer', content: 'Be brief.' },
          { role: 'user', content: 'a' },
          { role: 'user', content: 'b' },
          { role: 'user', content: [{ type: 'text', text: 'c' }] },
          { role: 'assistant', content: 'd' },
        ],
      },
      perplexity.quirks,
    );
    expect(body.messages).toEqual([
      { role: 'system', content: 'Be brief.' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'a\n\nb' },
          { type: 'text', text: 'c' },
        ],
      },
      { role: 'assistant', content: 'd' },
    ]);
  });
});
