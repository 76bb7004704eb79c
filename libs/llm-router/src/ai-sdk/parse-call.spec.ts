import type { LanguageModelV3CallOptions, LanguageModelV4CallOptions } from '@ai-sdk/provider';
import { parseCall } from './parse-call.js';

const bytes = new Uint8Array([1, 2, 3]);
const url = new URL('https://example.org/a.png');

describe('a call of the AI SDK', () => {
  it('is a request in our words', () => {
    const call: LanguageModelV4CallOptions = {
      prompt: [
        {
          role: 'system',
          content: 'Be brief.',
          providerOptions: { anthropic: { cacheControl: { type: 'ephemeral' } } },
        },
        { role: 'user', content: [{ type: 'text', text: 'Hello' }] },
      ],
      maxOutputTokens: 5,
      temperature: 0,
      topP: 0.5,
      topK: 3,
      presencePenalty: 0.1,
      frequencyPenalty: 0.2,
      seed: 7,
      stopSequences: ['END'],
      reasoning: 'low',
      responseFormat: { type: 'json' },
      tools: [
        { type: 'function', name: 'now', inputSchema: { type: 'object' }, strict: true },
        { type: 'provider', id: 'vendor.search', name: 'search', args: {} },
      ],
      toolChoice: { type: 'tool', toolName: 'now' },
      providerOptions: { llmRouter: { user: 'ann' }, openai: { store: true } },
    };
    const { request, warnings } = parseCall(call, 'tier:cheap');
    expect(request).toEqual({
      model: 'tier:cheap',
      messages: [
        { role: 'system', content: 'Be brief.', cache_control: { type: 'ephemeral' } },
        { role: 'user', content: 'Hello' },
      ],
      max_completion_tokens: 5,
      temperature: 0,
      top_p: 0.5,
      top_k: 3,
      presence_penalty: 0.1,
      frequency_penalty: 0.2,
      seed: 7,
      stop: ['END'],
      reasoning_effort: 'low',
      response_format: { type: 'json_object' },
      tools: [
        {
          type: 'function',
          function: { name: 'now', parameters: { type: 'object' }, strict: true },
        },
      ],
      tool_choice: { type: 'function', function: { name: 'now' } },
      user: 'ann',
    });
    expect(warnings).toEqual([
      expect.stringContaining('providerOptions.openai'),
      expect.stringContaining('The tool search'),
    ]);
  });

  it('asks for nothing that it does not name', () => {
    const { request } = parseCall(
      { prompt: [], reasoning: 'provider-default', stopSequences: [], tools: [] },
      'm',
    );
    expect(request).toEqual({ model: 'm', messages: [] });
  });

  it('carries files of either version', () => {
    const v3: LanguageModelV3CallOptions = {
      prompt: [
        {
          role: 'user',
          content: [
            { type: 'file', mediaType: 'image/*', data: url },
            { type: 'file', mediaType: 'image/jpeg', data: bytes },
            { type: 'file', mediaType: 'audio/mpeg', data: 'AQID' },
            { type: 'file', mediaType: 'application/pdf', data: 'AQID', filename: 'a.pdf' },
          ],
        },
      ],
    };
    const v4: LanguageModelV4CallOptions = {
      prompt: [
        {
          role: 'user',
          content: [
            { type: 'file', mediaType: 'image', data: { type: 'url', url } },
            { type: 'file', mediaType: 'image/jpeg', data: { type: 'data', data: bytes } },
            { type: 'file', mediaType: 'audio/mpeg', data: { type: 'data', data: 'AQID' } },
            {
              type: 'file',
              mediaType: 'application/pdf',
              data: { type: 'data', data: 'AQID' },
              filename: 'a.pdf',
            },
          ],
        },
      ],
    };
    for (const call of [v3, v4]) {
      expect(parseCall(call, 'm').request.messages).toEqual([
        {
          role: 'user',
          content: [
            { type: 'image_url', image_url: { url: url.href } },
            { type: 'image_url', image_url: { url: 'data:image/jpeg;base64,AQID' } },
            { type: 'input_audio', input_audio: { data: 'AQID', format: 'mp3' } },
            {
              type: 'file',
              file: { file_data: 'data:application/pdf;base64,AQID', filename: 'a.pdf' },
            },
          ],
        },
      ]);
    }
  });

  it('hands back thoughts, calls and their results', () => {
    const call: LanguageModelV4CallOptions = {
      prompt: [
        {
          role: 'assistant',
          content: [
            {
              type: 'reasoning',
              text: 'Hm.',
              providerOptions: { llmRouter: { signature: 'proof', signedBy: 'vendor' } },
            },
            { type: 'text', text: 'Let me look.' },
            {
              type: 'tool-call',
              toolCallId: 'c1',
              toolName: 'now',
              input: {},
              providerOptions: { llmRouter: { extraContent: '{"vendor":{"a":1}}' } },
            },
            {
              type: 'tool-call',
              toolCallId: 'c2',
              toolName: 'search',
              input: {},
              providerExecuted: true,
            },
          ],
        },
        {
          role: 'tool',
          content: [
            {
              type: 'tool-result',
              toolCallId: 'c1',
              toolName: 'now',
              output: { type: 'json', value: { at: 7 } },
            },
            {
              type: 'tool-result',
              toolCallId: 'c3',
              toolName: 'now',
              output: { type: 'execution-denied' },
            },
          ],
        },
      ],
    };
    expect(parseCall(call, 'm').request.messages).toEqual([
      {
        role: 'assistant',
        content: [
          { type: 'reasoning', text: 'Hm.', signature: 'proof', signed_by: 'vendor' },
          { type: 'text', text: 'Let me look.' },
        ],
        tool_calls: [
          {
            id: 'c1',
            type: 'function',
            function: { name: 'now', arguments: '{}' },
            extra_content: { vendor: { a: 1 } },
          },
        ],
      },
      { role: 'tool', tool_call_id: 'c1', content: '{"at":7}' },
      { role: 'tool', tool_call_id: 'c3', content: 'The execution of this tool was denied.' },
    ]);
  });
});
