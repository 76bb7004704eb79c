import { decodeMessage } from './decode-message.js';
import type { MessageRequest } from './wire-types.js';

const ask = (more: Partial<MessageRequest>): MessageRequest => ({
  model: 'a/b',
  max_tokens: 100,
  messages: [{ role: 'user', content: 'Hello' }],
  ...more,
});

describe('decodeMessage', () => {
  it('keeps marks of the prompt cache where they are', () => {
    const cache_control = { type: 'ephemeral' };
    const { messages, tools } = decodeMessage(
      ask({
        system: [{ type: 'text', text: 'Long.', cache_control }],
        tools: [{ name: 'f', input_schema: { type: 'object' }, cache_control }],
      }),
    );
    expect(messages[0]).toEqual({
      role: 'system',
      content: [{ type: 'text', text: 'Long.', cache_control }],
    });
    expect(tools?.[0]).toMatchObject({ type: 'function', cache_control });
  });

  it('makes messages of results of tools, thoughts and calls', () => {
    const { messages } = decodeMessage(
      ask({
        messages: [
          {
            role: 'assistant',
            content: [
              { type: 'thinking', thinking: 'Hm.', signature: 'abc=' },
              { type: 'redacted_thinking', data: 'xyz' },
              { type: 'thinking', thinking: 'Ah.', signature: 'google:def' },
              { type: 'tool_use', id: 't1', name: 'f', input: { a: 1 } },
            ],
          },
          {
            role: 'user',
            content: [
              { type: 'tool_result', tool_use_id: 't1', content: 'no', is_error: true },
              { type: 'text', text: 'Well?' },
            ],
          },
        ],
      }),
    );
    expect(messages).toEqual([
      {
        role: 'assistant',
        content: [
          { type: 'reasoning', text: 'Hm.', signature: 'abc=', signed_by: 'anthropic-messages' },
          { type: 'reasoning', text: '', redacted: 'xyz', signed_by: 'anthropic-messages' },
          { type: 'reasoning', text: 'Ah.', signature: 'def', signed_by: 'google' },
        ],
        tool_calls: [{ id: 't1', type: 'function', function: { name: 'f', arguments: '{"a":1}' } }],
      },
      { role: 'tool', tool_call_id: 't1', content: 'no', is_error: true },
      { role: 'user', content: 'Well?' },
    ]);
  });

  it('translates documents, choices, budgets and tiers', () => {
    const request = decodeMessage(
      ask({
        messages: [
          {
            role: 'user',
            content: [
              {
                type: 'document',
                title: 'a.pdf',
                source: { type: 'base64', media_type: 'application/pdf', data: 'AAAA' },
              },
              { type: 'document', title: 'Notes', source: { type: 'text', data: 'Text.' } },
            ],
          },
        ],
        tools: [{ name: 'f', input_schema: {} }],
        tool_choice: { type: 'tool', name: 'f', disable_parallel_tool_use: true },
        thinking: { type: 'enabled', budget_tokens: 10_000 },
        stop_sequences: ['END'],
        metadata: { user_id: 'u1' },
        service_tier: 'standard_only',
        top_k: 5,
      }),
    );
    expect(request).toMatchObject({
      messages: [
        {
          content: [
            {
              type: 'file',
              file: { file_data: 'data:application/pdf;base64,AAAA', filename: 'a.pdf' },
            },
            { type: 'text', text: 'Notes\n\nText.' },
          ],
        },
      ],
      max_completion_tokens: 100,
      tool_choice: { type: 'function', function: { name: 'f' } },
      parallel_tool_calls: false,
      thinking: { type: 'enabled', budget_tokens: 10_000 },
      reasoning_effort: 'medium',
      stop: ['END'],
      user: 'u1',
      service_tier: 'default',
      top_k: 5,
    });
    expect(request).not.toHaveProperty('temperature');
  });
});
