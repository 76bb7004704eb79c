import type { ChatRequest } from '../../contracts/chat-request.js';
import { providerCall } from '../adapter-calls.fixture.js';
import { encodeRequest } from './encode-request.js';
import { unsupportedParameters } from './unsupported-parameters.js';

const CLAUDE = 'eu.anthropic.claude-haiku-4-5-20251001-v1:0';
const NEW_CLAUDE = 'global.anthropic.claude-opus-4-7-v1:0';
const LLAMA = 'us.meta.llama3-3-70b-instruct-v1:0';

function encode(request: Partial<ChatRequest>, upstreamModel = CLAUDE) {
  return encodeRequest(providerCall(request, 'document', { upstreamModel }));
}

const toolCall = (id: string, args: string) => ({
  id,
  type: 'function' as const,
  function: { name: `f-${id}`, arguments: args },
});

describe('messages', () => {
  it('become system blocks and alternating turns', () => {
    const { body, warnings } = encode({
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Weather?' },
        { role: 'user', content: [{ type: 'text', text: ' ' }] },
        { role: 'assistant', content: 'I look.', tool_calls: [toolCall('a.1', '{"c":"Rome"}')] },
        { role: 'tool', tool_call_id: 'a.1', content: '21°' },
        { role: 'user', content: 'And?' },
      ],
    });
    expect(warnings).toEqual([]);
    expect(body).toEqual({
      system: [{ text: 'Be brief.' }],
      messages: [
        { role: 'user', content: [{ text: 'Weather?' }] },
        {
          role: 'assistant',
          content: [
            { text: 'I look.' },
            { toolUse: { toolUseId: 'a_1', name: 'f-a.1', input: { c: 'Rome' } } },
          ],
        },
        {
          role: 'user',
          content: [
            { toolResult: { toolUseId: 'a_1', content: [{ text: '21°' }] } },
            { text: 'And?' },
          ],
        },
      ],
    });
  });

  it('may hold images and documents, as data or in S3', () => {
    const { body } = encode({
      messages: [
        {
          role: 'user',
          content: [
            { type: 'image_url', image_url: { url: 'data:image/jpeg;base64,/9j/' } },
            { type: 'image_url', image_url: { url: 's3://bucket/cat.png' } },
            {
              type: 'file',
              file: { file_data: 'data:application/pdf;base64,JVBERi0', filename: 'Q1_2.pdf' },
            },
          ],
        },
      ],
    });
    expect(body.messages[0]?.content).toEqual([
      { image: { format: 'jpeg', source: { bytes: '/9j/' } } },
      { image: { format: 'png', source: { s3Location: { uri: 's3://bucket/cat.png' } } } },
      { document: { format: 'pdf', name: 'Q1 2 pdf', source: { bytes: 'JVBERi0' } } },
    ]);
  });

  it('hand back signed thoughts first, to the vendor that signed them alone', () => {
    const parts = (model: string) =>
      encode(
        {
          messages: [
            {
              role: 'assistant',
              content: [
                { type: 'text', text: 'Hi.' },
                {
                  type: 'reasoning',
                  text: 'Hm.',
                  signature: 's1',
                  signed_by: 'anthropic-messages',
                },
                { type: 'reasoning', text: '', redacted: 'r1', signed_by: 'bedrock-converse' },
                { type: 'reasoning', text: 'Unsigned.' },
              ],
            },
          ],
        },
        model,
      ).body.messages[0]?.content;
    expect(parts(CLAUDE)).toEqual([
      { reasoningContent: { reasoningText: { text: 'Hm.', signature: 's1' } } },
      { text: 'Hi.' },
    ]);
    expect(parts(LLAMA)).toEqual([
      { reasoningContent: { redactedContent: 'r1' } },
      { text: 'Hi.' },
    ]);
  });

  it('turn marks for the prompt cache into cache points, for models that have them', () => {
    const cache_control = { type: 'ephemeral', ttl: '1h' };
    const request: Partial<ChatRequest> = {
      messages: [
        { role: 'system', content: [{ type: 'text', text: 'Long.', cache_control }] },
        {
          role: 'tool',
          tool_call_id: 'a',
          content: [{ type: 'text', text: 'x', cache_control: { type: 'ephemeral' } }],
        },
      ],
      tools: [{ type: 'function', function: { name: 'f' }, ...{ cache_control } }],
    };
    const { body } = encode(request);
    expect(body.system).toEqual([
      { text: 'Long.' },
      { cachePoint: { type: 'default', ttl: '1h' } },
    ]);
    expect(body.messages[0]?.content).toEqual([
      { toolResult: { toolUseId: 'a', content: [{ text: 'x' }] } },
      { cachePoint: { type: 'default' } },
    ]);
    expect(body.toolConfig?.tools[1]).toEqual({ cachePoint: { type: 'default', ttl: '1h' } });
    expect(JSON.stringify(encode(request, LLAMA).body)).not.toContain('cachePoint');
  });

  it('warn of what is left out or changed', () => {
    const { warnings } = encode({
      messages: [
        {
          role: 'user',
          name: 'Ada',
          content: [
            { type: 'image_url', image_url: { url: 'https://example.com/cat.jpg' } },
            { type: 'file', file: { file_id: 'f' } },
            { type: 'text', text: 'Hi' },
          ],
        },
        { role: 'assistant', tool_calls: [toolCall('c', '{"x"')] },
        { role: 'system', content: 'Late.' },
      ],
    });
    expect(warnings.map((it) => it.slice(0, 46))).toEqual([
      'messages: an image is left out, since Bedrock ',
      'messages: a part of type "file" is left out, s',
      'messages: the arguments of tool call "c" are n',
      'messages: system messages between the turns ar',
      'messages: names of participants are not sent t',
    ]);
  });
});

describe('tools', () => {
  const tools = [{ type: 'function' as const, function: { name: 'f', strict: true } }];

  it.each<[string, ChatRequest['tool_choice'], unknown]>([
    ['any number', undefined, undefined],
    ['auto', 'auto', { auto: {} }],
    ['required', 'required', { any: {} }],
    ['one', { type: 'function', function: { name: 'f' } }, { tool: { name: 'f' } }],
  ])('may be chosen: %s', (_name, tool_choice, toolChoice) => {
    const { body } = encode({ tools, ...(tool_choice === undefined ? {} : { tool_choice }) });
    expect(body.toolConfig).toEqual({
      tools: [
        {
          toolSpec: {
            name: 'f',
            inputSchema: { json: { type: 'object', properties: {} } },
            strict: true,
          },
        },
      ],
      ...(toolChoice === undefined ? {} : { toolChoice }),
    });
  });

  it('are left out where none may be called, unless the messages hold calls', () => {
    expect(encode({ tools, tool_choice: 'none' }).body).not.toHaveProperty('toolConfig');
    const { body, warnings } = encode({
      tools,
      tool_choice: 'none',
      messages: [{ role: 'tool', tool_call_id: 'a', content: 'x' }],
    });
    expect(body.toolConfig).toBeDefined();
    expect(warnings).toEqual([expect.stringContaining('tool_choice')]);
  });
});

describe('parameters', () => {
  it('that both APIs know are sent', () => {
    const { body, warnings } = encode({
      max_tokens: 50,
      temperature: 0.5,
      stop: 'END',
      top_k: 40,
      metadata: { team: 'a' },
      additionalModelRequestFields: { anthropic_beta: ['x'] },
      guardrailConfig: { guardrailIdentifier: 'g' },
    });
    expect(warnings).toEqual([]);
    expect(body).toMatchObject({
      inferenceConfig: { maxTokens: 50, temperature: 0.5, stopSequences: ['END'] },
      additionalModelRequestFields: { top_k: 40, anthropic_beta: ['x'] },
      requestMetadata: { team: 'a' },
      guardrailConfig: { guardrailIdentifier: 'g' },
    });
    expect(encode({ temperature: 2, top_p: 0.5 }, LLAMA).body.inferenceConfig).toEqual({
      temperature: 2,
      topP: 0.5,
    });
  });

  it.each<[string, Partial<ChatRequest>, string[]]>([
    [CLAUDE, { seed: 1, n: 2, parallel_tool_calls: false }, ['seed', 'n', 'parallel_tool_calls']],
    [CLAUDE, { temperature: 1, top_k: 4, reasoning_effort: 'low' }, []],
    [NEW_CLAUDE, { temperature: 1 }, ['temperature']],
    [LLAMA, { top_k: 4, reasoning_effort: 'low' }, ['top_k', 'reasoning_effort']],
    [LLAMA, { response_format: { type: 'json_object' } }, ['response_format']],
  ])('%s cannot honour %j: %j', (model, request, names) => {
    expect(unsupportedParameters({ messages: [], ...request }, model)).toEqual(names);
    for (const name of names) {
      const { warnings } = encode(request, model);
      expect(warnings).toContainEqual(expect.stringMatching(`^${name}\\b`));
    }
  });

  it('ask for JSON: enforced where the model can, else in words', () => {
    const schema = { type: 'object' };
    const response_format = { type: 'json_schema' as const, json_schema: { name: 'x', schema } };
    expect(encode({ response_format }).body.outputConfig).toEqual({
      textFormat: {
        type: 'json_schema',
        structure: { jsonSchema: { schema: '{"type":"object"}', name: 'x' } },
      },
    });
    const { body, warnings } = encode({ response_format }, LLAMA);
    expect(JSON.stringify(body.system)).toContain('nothing but one JSON object');
    expect(warnings).toEqual([expect.stringContaining('this model does not enforce it')]);
  });
});

describe('reasoning_effort', () => {
  it.each([
    [CLAUDE, { thinking: { type: 'enabled', budget_tokens: 8_192 } }, { maxTokens: 12_288 }],
    [
      NEW_CLAUDE,
      { thinking: { type: 'adaptive' }, output_config: { effort: 'medium' } },
      undefined,
    ],
    ['openai.gpt-oss-120b-1:0', { reasoning_effort: 'medium' }, undefined],
    [
      'us.amazon.nova-2-lite-v1:0',
      { reasoningConfig: { type: 'enabled', maxReasoningEffort: 'medium' } },
      undefined,
    ],
  ])('is told to %s in its own terms', (model, fields, inferenceConfig) => {
    const { body, warnings } = encode({ reasoning_effort: 'medium' }, model);
    expect(body.additionalModelRequestFields).toEqual(fields);
    expect(body.inferenceConfig).toEqual(inferenceConfig);
    expect(warnings).toEqual([]);
  });

  it('needs the thoughts that led to a tool call', () => {
    const messages = (content: ChatRequest['messages'][number]['content']) => [
      { role: 'assistant' as const, content: content ?? null, tool_calls: [toolCall('a', '')] },
      { role: 'tool' as const, tool_call_id: 'a', content: 'x' },
    ];
    const lost = encode({ reasoning_effort: 'low', messages: messages(null) });
    expect(lost.body).not.toHaveProperty('additionalModelRequestFields');
    expect(lost.warnings).toHaveLength(1);
    const kept = encode({
      reasoning_effort: 'low',
      messages: messages([{ type: 'reasoning', text: 'Hm.', signature: 's' }]),
    });
    expect(kept.body.additionalModelRequestFields).toHaveProperty('thinking');
    expect(kept.warnings).toEqual([]);
  });

  it('yields to thinking in Anthropic’s own words', () => {
    const thinking = { type: 'enabled', budget_tokens: 2_000 };
    const { body } = encode({ thinking, reasoning_effort: 'high', max_tokens: 3_000 });
    expect(body.additionalModelRequestFields).toEqual({ thinking });
    expect(body.inferenceConfig).toEqual({ maxTokens: 3_000 });
  });
});
