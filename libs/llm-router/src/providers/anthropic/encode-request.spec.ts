import type { ChatRequest } from '../../contracts/chat-request.js';
import { providerCall } from '../adapter-calls.fixture.js';
import { encodeRequest } from './encode-request.js';
import { unsupportedParameters } from './unsupported-parameters.js';

const OLD = 'claude-3-5-haiku-20241022';
const BUDGET = 'claude-haiku-4-5-20251001';
const ADAPTIVE = 'claude-sonnet-4-6';
const NEW = 'claude-opus-5-5';

function encode(request: Partial<ChatRequest>, upstreamModel = BUDGET) {
  return encodeRequest(providerCall(request, 'document', { upstreamModel }), 4_096);
}

const text = (value: string) => ({ type: 'text', text: value });

describe('messages', () => {
  it('become system blocks and alternating turns', () => {
    const { body, warnings } = encode({
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'developer', content: [{ type: 'text', text: 'Be kind.' }] },
        { role: 'user', content: 'Weather?' },
        { role: 'user', content: 'In Rome.' },
        {
          role: 'assistant',
          content: 'I look.',
          tool_calls: [
            { id: 'call_1', type: 'function', function: { name: 'w', arguments: '{"c":"Rome"}' } },
            { id: 'a.b:2', type: 'function', function: { name: 'now', arguments: '' } },
          ],
        },
        { role: 'tool', tool_call_id: 'call_1', content: '21°' },
        { role: 'tool', tool_call_id: 'a.b:2', content: [{ type: 'text', text: 'noon' }] },
        { role: 'user', content: 'And?' },
        { role: 'assistant', content: null, refusal: 'No.' },
      ],
    });
    expect(warnings).toEqual([]);
    expect(body.system).toEqual([text('Be brief.'), text('Be kind.')]);
    expect(body.messages).toEqual([
      { role: 'user', content: [text('Weather?'), text('In Rome.')] },
      {
        role: 'assistant',
        content: [
          text('I look.'),
          { type: 'tool_use', id: 'call_1', name: 'w', input: { c: 'Rome' } },
          { type: 'tool_use', id: 'a_b_2', name: 'now', input: {} },
        ],
      },
      {
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: 'call_1', content: '21°' },
          { type: 'tool_result', tool_use_id: 'a_b_2', content: [text('noon')] },
          text('And?'),
        ],
      },
      { role: 'assistant', content: [text('No.')] },
    ]);
  });

  it('may hold images and files, as data or by address, and marks for the prompt cache', () => {
    const { body } = encode({
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Look:', cache_control: { type: 'ephemeral', ttl: '1h' } },
            { type: 'text', text: '' },
            { type: 'image_url', image_url: { url: 'data:image/PNG;base64,iVBORw0' } },
            { type: 'image_url', image_url: { url: 'https://example.com/cat.jpg' } },
            {
              type: 'file',
              file: { file_data: 'data:application/pdf;base64,JVBERi0', filename: 'a.pdf' },
              cache_control: { type: 'ephemeral' },
            },
            { type: 'file', file: { file_data: 'data:text/csv;base64,w7w=' } },
          ],
        },
      ],
    });
    expect(body.messages[0]?.content).toEqual([
      { ...text('Look:'), cache_control: { type: 'ephemeral', ttl: '1h' } },
      { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'iVBORw0' } },
      { type: 'image', source: { type: 'url', url: 'https://example.com/cat.jpg' } },
      {
        type: 'document',
        source: { type: 'base64', media_type: 'application/pdf', data: 'JVBERi0' },
        title: 'a.pdf',
        cache_control: { type: 'ephemeral' },
      },
      { type: 'document', source: { type: 'text', media_type: 'text/plain', data: 'ü' } },
    ]);
  });

  it('hand back what a Claude signed before anything else, and nothing that another vendor did', () => {
    const { body, warnings } = encode({
      messages: [
        {
          role: 'assistant',
          content: [
            { type: 'text', text: 'I look.' },
            { type: 'reasoning', text: 'Hm.', signature: 's1', signed_by: 'anthropic-messages' },
            { type: 'reasoning', text: '', redacted: 'r1' },
            { type: 'reasoning', text: 'Theirs.', signature: 's2', signed_by: 'google-gemini' },
            { type: 'reasoning', text: 'Unsigned.' },
          ],
        },
      ],
    });
    expect(warnings).toEqual([]);
    expect(body.messages[0]?.content).toEqual([
      { type: 'thinking', thinking: 'Hm.', signature: 's1' },
      { type: 'redacted_thinking', data: 'r1' },
      text('I look.'),
    ]);
  });

  it('warn of what is left out or changed', () => {
    const { body, warnings } = encode({
      messages: [
        {
          role: 'user',
          name: 'Ada',
          content: [
            { type: 'input_audio', input_audio: { data: 'UklGR', format: 'wav' } },
            { type: 'file', file: { file_id: 'file-1' } },
            { type: 'text', text: 'Hi' },
          ],
        },
        {
          role: 'assistant',
          tool_calls: [{ id: 'c', type: 'function', function: { name: 'f', arguments: '{"x"' } }],
        },
        { role: 'tool', tool_call_id: 'c', content: '' },
        { role: 'system', content: 'Late.' },
      ],
    });
    expect(warnings.map((it) => it.slice(0, 60))).toEqual([
      'messages: a part of type "input_audio" is left out, since An',
      'messages: a part of type "file" is left out, since Anthropic',
      'messages: the arguments of tool call "c" are no JSON object ',
      'messages: system messages between the turns are moved to the',
      'messages: names of participants are not sent to Anthropic.',
    ]);
    expect(body.system).toEqual([text('Late.')]);
    expect(body.messages[1]?.content).toEqual([
      { type: 'tool_use', id: 'c', name: 'f', input: { arguments: '{"x"' } },
    ]);
    expect(body.messages[2]?.content).toEqual([{ type: 'tool_result', tool_use_id: 'c' }]);
  });

  it('that are only instructions become a turn to answer to', () => {
    const { body } = encode({ messages: [{ role: 'system', content: 'Say hi.' }] });
    expect(body.system).toBeUndefined();
    expect(body.messages).toEqual([{ role: 'user', content: [text('Say hi.')] }]);
  });
});

describe('tools', () => {
  const tool = { type: 'function' as const, function: { name: 'f' } };

  it('are translated', () => {
    const parameters = { type: 'object', properties: { x: { type: 'number' } } };
    const { body } = encode({
      tools: [
        { type: 'function', function: { name: 'g', description: 'G.', parameters, strict: true } },
        tool,
      ],
    });
    expect(body.tools).toEqual([
      { name: 'g', description: 'G.', input_schema: parameters, strict: true },
      { name: 'f', input_schema: { type: 'object', properties: {} } },
    ]);
    expect(body.tool_choice).toBeUndefined();
  });

  it('may bear marks for the prompt cache', () => {
    const mark = { cache_control: { type: 'ephemeral' } };
    expect(encode({ tools: [{ ...tool, ...mark }] }).body.tools?.[0]).toMatchObject(mark);
  });

  it.each<[string, Partial<ChatRequest>, unknown]>([
    ['auto', { tool_choice: 'auto' }, { type: 'auto' }],
    ['none', { tool_choice: 'none', parallel_tool_calls: false }, { type: 'none' }],
    ['required', { tool_choice: 'required' }, { type: 'any' }],
    [
      'one',
      { tool_choice: { type: 'function', function: { name: 'f' } } },
      { type: 'tool', name: 'f' },
    ],
    [
      'one at a time',
      { parallel_tool_calls: false },
      { type: 'auto', disable_parallel_tool_use: true },
    ],
    [
      'at least and at most one',
      { tool_choice: 'required', parallel_tool_calls: false },
      { type: 'any', disable_parallel_tool_use: true },
    ],
    ['any number', { parallel_tool_calls: true }, undefined],
  ])('may be chosen: %s', (_name, request, expected) => {
    expect(encode({ tools: [tool], ...request }).body.tool_choice).toEqual(expected);
  });

  it('of another type are left out with a warning, and a choice among none', () => {
    const { body, warnings } = encode({
      tools: [{ type: 'custom' } as unknown as typeof tool],
      tool_choice: 'auto',
    });
    expect(body).not.toHaveProperty('tools');
    expect(body).not.toHaveProperty('tool_choice');
    expect(warnings).toEqual([expect.stringContaining('tools: only functions')]);
  });
});

describe('parameters', () => {
  it('that both APIs know are sent', () => {
    const { body, warnings } = encode({
      max_completion_tokens: 100,
      max_tokens: 50,
      temperature: 0.3,
      top_k: 40,
      stop: 'END',
      user: 'u-1',
      service_tier: 'default',
      n: 1,
      seed: null,
      logprobs: false,
      presence_penalty: 0,
      model: 'anthropic/x',
      tier: 'cheap',
      stream: false,
    });
    expect(warnings).toEqual([]);
    expect(body).toEqual({
      model: BUDGET,
      max_tokens: 100,
      messages: [{ role: 'user', content: [text('Hello')] }],
      stop_sequences: ['END'],
      temperature: 0.3,
      top_k: 40,
      metadata: { user_id: 'u-1' },
      service_tier: 'standard_only',
    });
  });

  it('that it has nothing like are named', () => {
    const { body, warnings } = encode({
      n: 2,
      seed: 0,
      presence_penalty: 0.5,
      frequency_penalty: 1,
      logit_bias: { 5: 1 },
      metadata: { a: 'b' },
      made_up: 1,
    });
    expect(warnings.map((it) => it.split(' ')[0])).toEqual([
      'n',
      'seed',
      'presence_penalty',
      'frequency_penalty',
      'logit_bias',
      'metadata',
      'made_up',
    ]);
    expect(Object.keys(body)).toEqual(['model', 'max_tokens', 'messages']);
  });

  it.each([
    [1.7, 1],
    [-1, 0],
  ])('clamp a temperature of %s to %s with a warning', (asked, sent) => {
    const { body, warnings } = encode({ temperature: asked });
    expect(body.temperature).toBe(sent);
    expect(warnings).toEqual([
      `temperature ${asked} is sent as ${sent}: Anthropic's range is 0 to 1.`,
    ]);
  });

  it('keep temperature where both it and top_p are given', () => {
    const { body, warnings } = encode({ temperature: 0.5, top_p: 0.9 });
    expect(body).toMatchObject({ temperature: 0.5 });
    expect(body).not.toHaveProperty('top_p');
    expect(warnings).toHaveLength(1);
    expect(encode({ top_p: 0.9 }).body.top_p).toBe(0.9);
  });

  it('leave sampling out for models that refuse it', () => {
    const { body, warnings } = encode({ temperature: 0.5, top_p: 0.9 }, NEW);
    expect(body).not.toHaveProperty('temperature');
    expect(body).not.toHaveProperty('top_p');
    expect(warnings).toEqual([
      'temperature is not sent: this model takes none.',
      'top_p is not sent: this model takes none.',
    ]);
  });

  it('leave out stop sequences of white space and unknown service tiers', () => {
    const { body, warnings } = encode({ stop: ['\n', 'a'], service_tier: 'flex' });
    expect(body.stop_sequences).toEqual(['a']);
    expect(body).not.toHaveProperty('service_tier');
    expect(warnings).toHaveLength(2);
  });
});

describe('response_format', () => {
  const schema = { type: 'object', properties: {}, additionalProperties: false };
  const jsonSchema = { type: 'json_schema' as const, json_schema: { name: 'x', schema } };

  it('is enforced where it is a schema', () => {
    const { body, warnings } = encode({ response_format: jsonSchema });
    expect(body.output_config).toEqual({ format: { type: 'json_schema', schema } });
    expect(warnings).toEqual([]);
  });

  it.each([
    ['json_object', { type: 'json_object' as const }, NEW],
    ['a schema that an old model does not know', jsonSchema, OLD],
  ])('is asked for in words, with a warning: %s', (_name, response_format, model) => {
    const { body, warnings } = encode({ response_format }, model);
    expect(body.output_config).toBeUndefined();
    expect(JSON.stringify(body.system)).toContain('nothing but one JSON object');
    expect(warnings).toEqual([expect.stringContaining('is asked for in words')]);
  });

  it('says the schema where it is asked for in words', () => {
    const { body } = encode({ response_format: jsonSchema }, OLD);
    expect(body.system).toEqual([text(expect.stringContaining(JSON.stringify(schema)))]);
  });

  it('is nothing where it is text', () => {
    const { body, warnings } = encode({ response_format: { type: 'text' } });
    expect(body).not.toHaveProperty('output_config');
    expect(warnings).toEqual([]);
  });
});

describe('reasoning_effort', () => {
  it('is a budget on top of the default limit', () => {
    const { body, warnings } = encode({ reasoning_effort: 'medium' });
    expect(body.thinking).toEqual({ type: 'enabled', budget_tokens: 8_192 });
    expect(body.max_tokens).toBe(4_096 + 8_192);
    expect(warnings).toEqual([]);
  });

  it('is a budget within the caller’s own limit', () => {
    const { body } = encode({ reasoning_effort: 'high', max_tokens: 2_000 });
    expect(body.thinking).toEqual({ type: 'enabled', budget_tokens: 1_600 });
    expect(body.max_tokens).toBe(2_000);
  });

  it('is an effort for models that judge for themselves', () => {
    const { body, warnings } = encode({ reasoning_effort: 'high', temperature: 1 }, ADAPTIVE);
    expect(body).toMatchObject({
      thinking: { type: 'adaptive' },
      output_config: { effort: 'high' },
      max_tokens: 4_096,
    });
    expect(warnings).toEqual([
      'temperature is not sent: Anthropic takes none where the model thinks.',
    ]);
  });

  it.each<[string, Partial<ChatRequest>, string]>([
    ['a limit that leaves no room', { max_tokens: 1_000 }, BUDGET],
    ['a model that does not think', {}, OLD],
    [
      'a forced call',
      { tools: [{ type: 'function', function: { name: 'f' } }], tool_choice: 'required' },
      BUDGET,
    ],
    [
      'the answer to a call whose thoughts are lost',
      { messages: [{ role: 'tool', tool_call_id: 'a', content: 'x' }] },
      BUDGET,
    ],
    ['a word that nobody knows', { reasoning_effort: 'galactic' }, NEW],
    ['a name from the prototype', { reasoning_effort: 'constructor' }, BUDGET],
  ])('is not sent, with a warning, for %s', (_name, request, model) => {
    const { body, warnings } = encode({ reasoning_effort: 'low', ...request }, model);
    expect(body).not.toHaveProperty('thinking');
    expect(body).not.toHaveProperty('output_config');
    expect(warnings).toEqual([expect.stringContaining('reasoning_effort')]);
  });

  it('is sent without thinking where a call is forced on a model that judges for itself', () => {
    const { body, warnings } = encode({ reasoning_effort: 'low', tool_choice: 'required' }, NEW);
    expect(body).not.toHaveProperty('thinking');
    expect(body.output_config).toEqual({ effort: 'low' });
    expect(warnings).toHaveLength(1);
  });

  it('is sent behind a tool call whose thoughts are handed back', () => {
    const { body, warnings } = encode({
      reasoning_effort: 'low',
      messages: [
        {
          role: 'assistant',
          content: [{ type: 'reasoning', text: 'Hm.', signature: 's1' }],
          tool_calls: [{ id: 'a', type: 'function', function: { name: 'f', arguments: '' } }],
        },
        { role: 'tool', tool_call_id: 'a', content: 'x' },
      ],
    });
    expect(body.thinking).toEqual({ type: 'enabled', budget_tokens: 2_048 });
    expect(warnings).toEqual([]);
  });

  it('none asks for no thoughts', () => {
    expect(encode({ reasoning_effort: 'none' }).body).not.toHaveProperty('thinking');
    const { body, warnings } = encode({ reasoning_effort: 'none' }, NEW);
    expect(body).not.toHaveProperty('thinking');
    expect(body.output_config).toEqual({ effort: 'low' });
    expect(warnings).toHaveLength(1);
  });

  it('yields to thinking in Anthropic’s own words', () => {
    const thinking = { type: 'enabled', budget_tokens: 2_000 };
    const { body, warnings } = encode({ thinking, reasoning_effort: 'high', max_tokens: 3_000 });
    expect(body.thinking).toEqual(thinking);
    expect(body.max_tokens).toBe(3_000);
    expect(warnings).toEqual([]);
    const off = encode({ thinking: { type: 'disabled' }, temperature: 0.5 }).body;
    expect(off).toMatchObject({ thinking: { type: 'disabled' }, temperature: 0.5 });
  });
});

it.each<[string, Partial<ChatRequest>, string[]]>([
  [NEW, { temperature: 1, top_p: 1, seed: 1 }, ['seed', 'temperature', 'top_p']],
  [BUDGET, { temperature: 1, reasoning_effort: 'low' }, []],
  [OLD, { reasoning_effort: 'low' }, ['reasoning_effort']],
  [NEW, { response_format: { type: 'json_object' } }, ['response_format']],
  [NEW, { response_format: { type: 'json_schema', json_schema: { name: 'x' } } }, []],
  [NEW, { response_format: { type: 'text' } }, []],
])('%s cannot honour %j: %j', (model, request, names) => {
  expect(unsupportedParameters({ messages: [], ...request }, model)).toEqual(names);
});
