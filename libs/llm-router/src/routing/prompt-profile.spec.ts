import type { ChatRequest } from '../contracts/chat-request.js';
import { messageTokens, profileOf } from './prompt-profile.js';

const profile = (request: Partial<ChatRequest>) =>
  profileOf({ request: { messages: [], ...request } });
const user = (content: string): ChatRequest['messages'][number] => ({ role: 'user', content });

it('counts characters, and estimates a token for four bytes and what frames a message', () => {
  expect(profile({ messages: [user('x'.repeat(400)), user('y'.repeat(40))] })).toEqual({
    characters: 440,
    tokens: 8 + 110,
    counted: false,
    hasTools: false,
    hasImages: false,
    hasJsonSchema: false,
    wantsReasoning: false,
    maxOutputTokens: undefined,
  });
  expect(messageTokens(user('x'.repeat(400)))).toBe(104);
});

it('estimates more tokens a character for scripts that take more', () => {
  expect(profile({ messages: [user('测'.repeat(400))] })).toMatchObject({
    characters: 400,
    tokens: 4 + 300,
  });
});

it('sees tools, schemas, tool calls, text parts and images', () => {
  const long = 'd'.repeat(1_000);
  const tools: ChatRequest['tools'] = [
    { type: 'function', function: { name: 'f', description: long } },
  ];
  expect(profile({ tools })).toMatchObject({ hasTools: true });
  expect(profile({ tools }).tokens).toBeGreaterThan(250);
  const schema = { type: 'json_schema' as const, json_schema: { name: long } };
  expect(profile({ response_format: schema })).toMatchObject({ hasJsonSchema: true });
  expect(profile({ response_format: schema }).tokens).toBeGreaterThan(250);
  const messages: ChatRequest['messages'] = [
    {
      role: 'user',
      content: [
        { type: 'text', text: 'x'.repeat(400) },
        { type: 'image_url', image_url: { url: `data:image/png;base64,${'A'.repeat(9_999)}` } },
      ],
    },
    {
      role: 'assistant',
      content: null,
      tool_calls: [{ id: 'a', type: 'function', function: { name: 'f', arguments: long } }],
    },
  ];
  const { hasImages, tokens } = profile({ messages });
  expect(hasImages).toBe(true);
  expect(tokens).toBeGreaterThan(8 + 100 + 1_600 + 250);
  expect(tokens).toBeLessThan(8 + 100 + 1_600 + 300);
});

it.each<[Partial<ChatRequest>, number | undefined]>([
  [{ max_tokens: 5 }, 5],
  [{ max_completion_tokens: 6, max_tokens: 5 }, 6],
  [{ max_completion_tokens: null, max_tokens: 5 }, 5],
  [{ max_tokens: Infinity }, undefined],
  [{ max_tokens: null }, undefined],
])('takes the limit of %j as %p', (request, limit) => {
  expect(profile(request).maxOutputTokens).toBe(limit);
});

it.each<[ChatRequest['reasoning_effort'], boolean]>([
  ['high', true],
  ['none', false],
  [null, false],
  [undefined, false],
])('reads the reasoning effort %p as %p', (effort, wants) => {
  expect(profile({ reasoning_effort: effort }).wantsReasoning).toBe(wants);
});

it.each([
  ['x'.repeat(400), 100],
  [['x'.repeat(400), 'y'.repeat(40)], 110],
  [[1, 2, 3], 3],
  [[[1, 2], [3]], 3],
])('estimates the inputs of an embedding', (input, tokens) => {
  const request: ChatRequest = { messages: [] };
  expect(profileOf({ request, embedding: { input } }).tokens).toBe(tokens);
});
