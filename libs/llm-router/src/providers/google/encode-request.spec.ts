import type { ChatRequest } from '../../contracts/chat-request.js';
import { providerCall } from '../adapter-calls.fixture.js';
import { encodeRequest } from './encode-request.js';
import { unsupportedParameters } from './unsupported-parameters.js';

const FLASH = 'gemini-2.5-flash';
const PRO = 'gemini-2.5-pro';
const NEW = 'gemini-3.5-flash';

function encode(request: Partial<ChatRequest>, upstreamModel = FLASH) {
  return encodeRequest(providerCall(request, 'document', { upstreamModel }));
}

const call = (id: string, args: string, extra: object = {}) => ({
  id,
  type: 'function' as const,
  function: { name: `f-${id}`, arguments: args },
  ...extra,
});

describe('messages', () => {
  it('become a system instruction and alternating turns', () => {
    const { body, warnings } = encode({
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'developer', content: [{ type: 'text', text: 'Be kind.' }] },
        { role: 'user', content: 'Weather?' },
        { role: 'user', content: 'In Rome.' },
        {
          role: 'assistant',
          content: 'I look.',
          tool_calls: [call('a', '{"c":"Rome"}'), call('b', '')],
        },
        { role: 'tool', tool_call_id: 'a', content: '{"degrees":21}' },
        { role: 'tool', tool_call_id: 'b', content: [{ type: 'text', text: 'noon' }] },
        { role: 'assistant', content: null, refusal: 'No.' },
      ],
    });
    expect(warnings).toEqual([]);
    expect(body.systemInstruction).toEqual({
      parts: [{ text: 'Be brief.' }, { text: 'Be kind.' }],
    });
    expect(body.contents).toEqual([
      { role: 'user', parts: [{ text: 'Weather?' }, { text: 'In Rome.' }] },
      {
        role: 'model',
        parts: [
          { text: 'I look.' },
          { functionCall: { id: 'a', name: 'f-a', args: { c: 'Rome' } } },
          { functionCall: { id: 'b', name: 'f-b', args: {} } },
        ],
      },
      {
        role: 'user',
        parts: [
          { functionResponse: { id: 'a', name: 'f-a', response: { degrees: 21 } } },
          { functionResponse: { id: 'b', name: 'f-b', response: { output: 'noon' } } },
        ],
      },
      { role: 'model', parts: [{ text: 'No.' }] },
    ]);
  });

  it('may hold images, sound and files, as data or by address', () => {
    const { body } = encode({
      messages: [
        {
          role: 'user',
          content: [
            { type: 'image_url', image_url: { url: 'data:image/PNG;base64,iVBORw0' } },
            { type: 'image_url', image_url: { url: 'https://example.com/cat.jpg?size=1' } },
            { type: 'file', file: { file_data: 'data:application/pdf;base64,JVBERi0' } },
            { type: 'file', file: { file_id: 'https://x.googleapis.com/v1beta/files/abc' } },
            { type: 'input_audio', input_audio: { data: 'UklGR', format: 'wav' } },
          ],
        },
      ],
    });
    expect(body.contents[0]?.parts).toEqual([
      { inlineData: { mimeType: 'image/png', data: 'iVBORw0' } },
      { fileData: { mimeType: 'image/jpeg', fileUri: 'https://example.com/cat.jpg?size=1' } },
      { inlineData: { mimeType: 'application/pdf', data: 'JVBERi0' } },
      { fileData: { fileUri: 'https://x.googleapis.com/v1beta/files/abc' } },
      { inlineData: { mimeType: 'audio/wav', data: 'UklGR' } },
    ]);
  });

  it('hand back what Google signed, and nothing that another vendor did', () => {
    const { body, warnings } = encode({
      messages: [
        {
          role: 'assistant',
          content: [
            { type: 'reasoning', text: 'Hm.', signature: 's1', signed_by: 'google-gemini' },
            {
              type: 'reasoning',
              text: 'Theirs.',
              signature: 's2',
              signed_by: 'anthropic-messages',
            },
            { type: 'reasoning', text: 'Unsigned.' },
            { type: 'text', text: 'Hi.' },
            { type: 'reasoning', text: '', signature: 's3' },
          ],
        },
      ],
    });
    expect(warnings).toEqual([]);
    expect(body.contents[0]?.parts).toEqual([
      { text: 'Hm.', thought: true, thoughtSignature: 's1' },
      { text: 'Hi.' },
      { text: '', thoughtSignature: 's3' },
    ]);
  });

  it('hand back the signatures of tool calls', () => {
    const signed = { extra_content: { google: { thought_signature: 's1' } } };
    const parts = (model: string, extra: object) =>
      encode(
        {
          messages: [{ role: 'assistant', tool_calls: [call('a', '', extra), call('b', '')] }],
        },
        model,
      ).body.contents[0]?.parts.map((it) => it.thoughtSignature);
    expect(parts(NEW, signed)).toEqual(['s1', undefined]);
    expect(parts(FLASH, signed)).toEqual(['s1', undefined]);
    expect(parts(FLASH, {})).toEqual([undefined, undefined]);
    expect(parts(NEW, {})).toEqual(['skip_thought_signature_validator', undefined]);
  });

  it('warn of what is left out or changed', () => {
    const { body, warnings } = encode({
      messages: [
        { role: 'user', name: 'Ada', content: [{ type: 'file', file: {} }] },
        { role: 'assistant', tool_calls: [call('c', '{"x"')] },
        { role: 'tool', tool_call_id: 'unknown', content: '' },
        { role: 'system', content: 'Late.' },
      ],
    });
    expect(warnings.map((it) => it.slice(0, 56))).toEqual([
      'messages: a part of type "file" is left out, since Googl',
      'messages: the arguments of tool call "c" are no JSON obj',
      'messages: system messages between the turns are moved to',
      'messages: names of participants are not sent to Google.',
    ]);
    expect(body.contents[1]?.parts[0]?.functionResponse).toEqual({
      id: 'unknown',
      name: 'unknown',
      response: { output: '' },
    });
  });

  it('that are only instructions become a turn to answer to', () => {
    const { body } = encode({ messages: [{ role: 'system', content: 'Say hi.' }] });
    expect(body).toEqual({ contents: [{ role: 'user', parts: [{ text: 'Say hi.' }] }] });
  });
});

describe('tools', () => {
  const parameters = { type: 'object', properties: {} };
  const tools = [
    { type: 'function' as const, function: { name: 'g', description: 'G.', parameters } },
    { type: 'function' as const, function: { name: 'f' } },
  ];

  it('are declared', () => {
    expect(encode({ tools }).body).toMatchObject({
      tools: [
        {
          functionDeclarations: [
            { name: 'g', description: 'G.', parametersJsonSchema: parameters },
            { name: 'f' },
          ],
        },
      ],
    });
  });

  it.each<[string, ChatRequest['tool_choice'], unknown]>([
    ['auto', 'auto', { mode: 'AUTO' }],
    ['none', 'none', { mode: 'NONE' }],
    ['required', 'required', { mode: 'ANY' }],
    [
      'one',
      { type: 'function', function: { name: 'f' } },
      { mode: 'ANY', allowedFunctionNames: ['f'] },
    ],
  ])('may be chosen: %s', (_name, tool_choice, config) => {
    expect(encode({ tools, tool_choice }).body.toolConfig).toEqual({
      functionCallingConfig: config,
    });
  });

  it('of another type are left out with a warning', () => {
    const { body, warnings } = encode({ tools: [{ type: 'custom' } as never] });
    expect(body).not.toHaveProperty('tools');
    expect(warnings).toEqual([expect.stringContaining('tools: only functions')]);
  });
});

describe('parameters', () => {
  it('that both APIs know are sent', () => {
    const { body, warnings } = encode({
      max_completion_tokens: 100,
      max_tokens: 50,
      temperature: 0,
      top_p: 0.9,
      top_k: 40,
      stop: ['END', ''],
      n: 2,
      seed: 0,
      presence_penalty: 0.5,
      frequency_penalty: 1,
      parallel_tool_calls: true,
      safetySettings: [{ category: 'c', threshold: 't' }],
      cachedContent: 'cachedContents/1',
      user: undefined,
    });
    expect(warnings).toEqual([]);
    expect(body).toMatchObject({
      safetySettings: [{ category: 'c', threshold: 't' }],
      cachedContent: 'cachedContents/1',
    });
    expect(body.generationConfig).toEqual({
      maxOutputTokens: 100,
      temperature: 0,
      topP: 0.9,
      topK: 40,
      stopSequences: ['END'],
      candidateCount: 2,
      seed: 0,
      presencePenalty: 0.5,
      frequencyPenalty: 1,
    });
  });

  it('that it has nothing like are named', () => {
    const request = { logprobs: true, user: 'u', parallel_tool_calls: false, messages: [] };
    const names = ['logprobs', 'user', 'parallel_tool_calls'];
    expect(encode(request).warnings.map((it) => it.split(' ')[0])).toEqual(names);
    expect(unsupportedParameters(request, FLASH)).toEqual(names);
    const thinks = { messages: [], reasoning_effort: 'low' };
    expect(unsupportedParameters(thinks, 'gemini-2.0-flash')).toEqual(['reasoning_effort']);
    expect(unsupportedParameters(thinks, FLASH)).toEqual([]);
  });

  it('ask for JSON, with a schema or without', () => {
    const schema = { type: 'object' };
    expect(
      encode({ response_format: { type: 'json_schema', json_schema: { name: 'x', schema } } }).body
        .generationConfig,
    ).toEqual({ responseMimeType: 'application/json', responseJsonSchema: schema });
    expect(encode({ response_format: { type: 'json_object' } }).body.generationConfig).toEqual({
      responseMimeType: 'application/json',
    });
    expect(encode({ response_format: { type: 'text' } }).body).not.toHaveProperty(
      'generationConfig',
    );
  });
});

describe('reasoning_effort', () => {
  it.each([
    [FLASH, 'none', { thinkingBudget: 0 }],
    [FLASH, 'low', { includeThoughts: true, thinkingBudget: 1_024 }],
    [FLASH, 'high', { includeThoughts: true, thinkingBudget: 24_576 }],
    [NEW, 'minimal', { includeThoughts: true, thinkingLevel: 'minimal' }],
    [NEW, 'medium', { includeThoughts: true, thinkingLevel: 'medium' }],
    [NEW, 'xhigh', { includeThoughts: true, thinkingLevel: 'high' }],
    ['gemini-3.1-pro-preview', 'minimal', { includeThoughts: true, thinkingLevel: 'low' }],
    ['gemini-flash-latest', 'low', { includeThoughts: true, thinkingLevel: 'low' }],
  ])('of %s: %s', (model, reasoning_effort, thinkingConfig) => {
    const { body, warnings } = encode({ reasoning_effort }, model);
    expect(body.generationConfig).toEqual({ thinkingConfig });
    expect(warnings).toEqual([]);
  });

  it.each([
    [PRO, { thinkingBudget: 128 }],
    [NEW, { thinkingLevel: 'minimal' }],
  ])('none is the least of %s, with a warning', (model, thinkingConfig) => {
    const { body, warnings } = encode({ reasoning_effort: 'none' }, model);
    expect(body.generationConfig).toEqual({ thinkingConfig });
    expect(warnings).toHaveLength(1);
  });

  it.each([
    ['gemini-2.0-flash', 'low'],
    ['gemini-2.5-flash-image', 'low'],
    [FLASH, 'galactic'],
    [FLASH, 'constructor'],
  ])('is not sent to %s, with a warning: %s', (model, reasoning_effort) => {
    const { body, warnings } = encode({ reasoning_effort }, model);
    expect(body).not.toHaveProperty('generationConfig');
    expect(warnings).toEqual([expect.stringContaining('reasoning_effort')]);
  });
});
