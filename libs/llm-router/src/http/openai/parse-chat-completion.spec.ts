import fc from 'fast-check';
import { InvalidRequestError } from '../../contracts/errors/request-errors.js';
import { parseChatCompletion } from './parse-chat-completion.js';

const messages = [{ role: 'user', content: 'hi' }];

function failureOf(body: unknown): InvalidRequestError {
  try {
    parseChatCompletion(body);
  } catch (error) {
    return error as InvalidRequestError;
  }
  throw new Error('The body was accepted.');
}

describe('parseChatCompletion', () => {
  it('passes the body on unchanged, unknown fields and kinds included', () => {
    const body = {
      model: 'openai/gpt-4.1',
      messages: [
        { role: 'system', content: 'Be brief.', cache_control: { type: 'ephemeral' } },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is this?' },
            { type: 'image_url', image_url: { url: 'data:image/png;base64,AA==', detail: 'low' } },
            { type: 'video_url', video_url: { url: 'https://example.org/a.mp4' } },
          ],
        },
        {
          role: 'assistant',
          content: null,
          tool_calls: [{ id: 'c1', type: 'function', function: { name: 'f', arguments: '{}' } }],
        },
        { role: 'tool', tool_call_id: 'c1', content: '42' },
      ],
      tools: [{ type: 'function', function: { name: 'f' } }, { type: 'web_search' }],
      tool_choice: { type: 'function', function: { name: 'f' } },
      response_format: { type: 'json_schema', json_schema: { name: 'a', schema: {} } },
      temperature: 0,
      n: 128,
      stop: ['a', 'b'],
      stream: true,
      stream_options: { include_usage: true },
      models: ['groq/llama'],
      provider: {
        order: ['openai'],
        sort: { by: 'latency', partition: 'none' },
        max_price: { prompt: '0.5', completion: 2 },
        preferred_max_latency: { p90: 3 },
        quantizations: ['fp8'],
      },
      top_k: 40,
    };
    const before = structuredClone(body);
    expect(parseChatCompletion(body)).toBe(body);
    expect(body).toEqual(before);
  });

  it.each<[object, string, string]>([
    [{}, 'messages', 'messages is missing; it must be a non-empty array of messages.'],
    [
      { messages: [] },
      'messages',
      'messages must be a non-empty array of messages, not an empty array.',
    ],
    [
      { messages: 'hi' },
      'messages',
      'messages must be a non-empty array of messages, not the string "hi".',
    ],
    [
      { messages: ['hi'] },
      'messages[0]',
      'messages[0] must be an object with a "role", not the string "hi".',
    ],
    [
      { messages: [{ role: 'bot', content: '' }] },
      'messages[0].role',
      'messages[0].role must be one of "system", "developer", "user", "assistant", "tool", not the string "bot".',
    ],
    [
      { messages: [{ role: 'user', content: 42 }] },
      'messages[0].content',
      'messages[0].content must be a string or an array of content parts, not the number 42.',
    ],
    [
      { messages: [{ role: 'user', content: [{ type: 'text' }] }] },
      'messages[0].content[0].text',
      'messages[0].content[0].text is missing; it must be a string.',
    ],
    [
      { messages: [...messages, { role: 'tool', content: 'x' }] },
      'messages[1].tool_call_id',
      'messages[1].tool_call_id is missing; it must be a string.',
    ],
    [
      { messages, temperature: 2.5 },
      'temperature',
      'temperature must be a number from 0 to 2, not the number 2.5.',
    ],
    [{ messages, n: 0 }, 'n', 'n must be a whole number from 1 to 128, not the number 0.'],
    [
      { messages, max_tokens: 'x'.repeat(41) },
      'max_tokens',
      'max_tokens must be a whole number from 1, not a string of 41 characters.',
    ],
    [{ messages, model: null }, 'model', 'model must be a non-empty string, not null.'],
    [
      { messages, tools: [{ type: 'function', function: {} }] },
      'tools[0].function.name',
      'tools[0].function.name is missing; it must be a non-empty string.',
    ],
    [
      { messages, tool_choice: 'maybe' },
      'tool_choice',
      'tool_choice must be one of "none", "auto", "required", or an object that names a tool, not the string "maybe".',
    ],
    [
      { messages, tool_choice: { type: 'function', function: {} } },
      'tool_choice.function.name',
      'tool_choice.function.name is missing; it must be a string.',
    ],
    [
      { messages, response_format: { type: 'xml' } },
      'response_format.type',
      'response_format.type must be one of "text", "json_object", "json_schema", not the string "xml".',
    ],
    [
      { messages, response_format: [] },
      'response_format',
      'response_format must be an object with a "type", not an empty array.',
    ],
    [
      { messages, metadata: { a: 1 } },
      'metadata.a',
      'metadata.a must be a string, not the number 1.',
    ],
    [
      { messages, models: 'groq/llama' },
      'models',
      'models must be an array of non-empty strings, not the string "groq/llama".',
    ],
    [
      { messages, provider: { sort: 'cost' } },
      'provider.sort',
      'provider.sort must be one of "price", "throughput", "latency", or an object with one of them as "by", not the string "cost".',
    ],
    [
      { messages, provider: { max_price: { prompt: 'cheap' } } },
      'provider.max_price.prompt',
      'provider.max_price.prompt must be US dollars from 0, as a number or a decimal string, not the string "cheap".',
    ],
    [
      { messages, provider: { preferred_max_latency: { p80: 1 } } },
      'provider.preferred_max_latency.p80',
      'provider.preferred_max_latency.p80 must be left out (legal: p50, p75, p90, p95, p99), not the number 1.',
    ],
    [{ messages, stream: 'yes' }, 'stream', 'stream must be true or false, not the string "yes".'],
  ])('refuses %j', (body, param, message) => {
    const failure = failureOf(body);
    expect(failure).toBeInstanceOf(InvalidRequestError);
    expect(failure).toMatchObject({ httpStatus: 400, param, message });
  });

  it.each([undefined, null, 'text', 7, []])('refuses %j for a body', (body) => {
    const failure = failureOf(body);
    expect(failure.message).toContain('The request body');
    expect(failure.param).toBeUndefined();
  });

  it('refuses fields called __proto__, however deep', () => {
    const body: unknown = JSON.parse(
      '{"messages":[{"role":"user","content":"a","x":{"__proto__":{"admin":true}}}]}',
    );
    expect(failureOf(body).message).toBe('A field may not be called "__proto__".');
  });

  it('refuses nesting that would overflow a stack', () => {
    const nested: unknown = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`);
    expect(failureOf({ messages, extra: nested }).message).toContain('nested deeper than');
  });

  it('answers anything else in its own error family', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.jsonValue(), (inner, outer) => {
        for (const body of [
          outer,
          { messages: inner },
          { messages, tools: inner, stop: outer },
          { messages, models: inner, provider: outer },
        ]) {
          try {
            expect(parseChatCompletion(body)).toBe(body);
          } catch (error) {
            expect(error).toBeInstanceOf(InvalidRequestError);
          }
        }
      }),
    );
  });
});
