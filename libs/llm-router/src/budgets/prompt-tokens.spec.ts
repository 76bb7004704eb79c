import fc from 'fast-check';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import type { ChatRequest } from '../contracts/chat-request.js';
import { countedTokens, promptTokens } from './prompt-tokens.js';

const ask = (content: string, more: Partial<ChatRequest> = {}): ChatRequest => ({
  messages: [{ role: 'user', content }],
  ...more,
});
const countOf = (text: string) => countTokens(text, { disallowedSpecial: new Set() });

it('is never exceeded by what a tokeniser counts, in any script', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }), fc.lorem()),
      (content) => {
        // What a chat template puts around a message: at most five tokens (OpenAI's cookbook on counting tokens).
        expect(promptTokens(ask(content)).most).toBeGreaterThanOrEqual(countOf(content) + 5);
      },
    ),
    { numRuns: 500 },
  );
});

it('counts tools, calls of tools and the schema of the answer', () => {
  const bare = promptTokens(ask('Hi')).most;
  const description = 'd'.repeat(1_000);
  const tools: ChatRequest['tools'] = [{ type: 'function', function: { name: 'f', description } }];
  expect(promptTokens(ask('Hi', { tools })).most).toBeGreaterThan(bare + 1_000);
  const schema: ChatRequest['response_format'] = {
    type: 'json_schema',
    json_schema: { name: 's', schema: { description } },
  };
  expect(promptTokens(ask('Hi', { response_format: schema })).most).toBeGreaterThan(bare + 1_000);
  const call = {
    id: '1',
    type: 'function' as const,
    function: { name: 'f', arguments: description },
  };
  const messages: ChatRequest['messages'] = [{ role: 'assistant', tool_calls: [call] }];
  expect(promptTokens({ messages }).most).toBeGreaterThan(1_000);
});

it('does not take the data of images and files for text', () => {
  const data = 'A'.repeat(400_000);
  const messages: ChatRequest['messages'] = [
    {
      role: 'user',
      content: [
        { type: 'image_url', image_url: { url: `data:image/png;base64,${data}` } },
        { type: 'input_audio', input_audio: { data, format: 'wav' } },
      ],
    },
  ];
  const { most, images, hasAudio } = promptTokens({ messages });
  expect([images, hasAudio]).toEqual([1, true]);
  expect(most).toBeGreaterThan(100_000);
  expect(most).toBeLessThan(103_000);
});

it('takes a count, with a margin for other tokenisers, where that is less', () => {
  const estimated = promptTokens(ask('word '.repeat(10_000)));
  expect(estimated.most).toBeGreaterThan(50_000);
  expect(countedTokens(10_000, estimated)).toMatchObject({ likely: 10_000, most: 13_000 });
  expect(countedTokens(100_000, estimated).most).toBe(estimated.most);
});

it('takes the inputs of an embedding, each token id for one token', () => {
  const request = ask('');
  expect(promptTokens(request, { input: [1, 2, 3] }).most).toBe(3);
  expect(promptTokens(request, { input: ['four', 'five'] }).most).toBeGreaterThanOrEqual(8);
});
