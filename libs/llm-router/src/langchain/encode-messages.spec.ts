import {
  AIMessage,
  ChatMessage,
  FunctionMessage,
  HumanMessage,
  SystemMessage,
  ToolMessage,
} from '@langchain/core/messages';
import { encodeMessages } from './encode-messages.js';

describe('messages of LangChain', () => {
  it('are messages of ours', () => {
    const kept = {
      reasoning: [{ type: 'reasoning', text: 'Hm.', signature: 'proof', signed_by: 'vendor' }],
      extra_content: { c1: { vendor: { a: 1 } } },
    };
    expect(
      encodeMessages([
        new SystemMessage('Be brief.'),
        new ChatMessage('Be kind.', 'developer'),
        new HumanMessage({ content: 'Hello', name: 'ann' }),
        new AIMessage({
          content: '',
          tool_calls: [{ id: 'c1', name: 'now', args: { zone: 'UTC' } }],
          additional_kwargs: { llm_router: kept },
        }),
        new ToolMessage({ content: '7', tool_call_id: 'c1' }),
        new AIMessage('It is seven.'),
      ]),
    ).toEqual([
      { role: 'system', content: 'Be brief.' },
      { role: 'developer', content: 'Be kind.' },
      { role: 'user', content: 'Hello', name: 'ann' },
      {
        role: 'assistant',
        content: kept.reasoning,
        tool_calls: [
          {
            id: 'c1',
            type: 'function',
            function: { name: 'now', arguments: '{"zone":"UTC"}' },
            extra_content: { vendor: { a: 1 } },
          },
        ],
      },
      { role: 'tool', tool_call_id: 'c1', content: '7' },
      { role: 'assistant', content: 'It is seven.' },
    ]);
  });

  it('carry media in today’s blocks, in former ones and in OpenAI’s', () => {
    const content = [
      { type: 'image', mimeType: 'image/jpeg', data: new Uint8Array([1, 2, 3]) },
      { type: 'image', source_type: 'base64', mime_type: 'image/gif', data: 'AQID' },
      { type: 'image', url: 'https://example.org/a.png' },
      { type: 'image_url', image_url: 'https://example.org/b.png' },
      { type: 'audio', mimeType: 'audio/mpeg', data: 'AQID' },
      { type: 'file', mimeType: 'application/pdf', data: 'AQID' },
      { type: 'input_audio', input_audio: { data: 'AQID', format: 'wav' } },
    ];
    expect(encodeMessages([new HumanMessage({ content })])).toEqual([
      {
        role: 'user',
        content: [
          { type: 'image_url', image_url: { url: 'data:image/jpeg;base64,AQID' } },
          { type: 'image_url', image_url: { url: 'data:image/gif;base64,AQID' } },
          { type: 'image_url', image_url: { url: 'https://example.org/a.png' } },
          { type: 'image_url', image_url: { url: 'https://example.org/b.png' } },
          { type: 'input_audio', input_audio: { data: 'AQID', format: 'mp3' } },
          { type: 'file', file: { file_data: 'data:application/pdf;base64,AQID' } },
          { type: 'input_audio', input_audio: { data: 'AQID', format: 'wav' } },
        ],
      },
    ]);
  });

  it('of a kind that no model takes are refused', () => {
    expect(() => encodeMessages([new FunctionMessage({ content: '7', name: 'now' })])).toThrow(
      'messages[0]: no model takes a message of type "function"',
    );
  });
});
