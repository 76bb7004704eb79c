import type { ChatRequest } from '../../contracts/chat-request.js';
import type { ModelFacts } from '../../contracts/model-facts.js';
import type { RoutingContext } from '../../contracts/routing-context.js';
import { candidate, context } from '../routing.fixture.js';
import { CapabilityFilter } from './capability.filter.js';

const filter = new CapabilityFilter();
const reason = (facts: ModelFacts, request: Partial<ChatRequest> = {}) =>
  filter.reject(candidate('a/m', facts), context({}, request));

const tools: ChatRequest['tools'] = [{ type: 'function', function: { name: 'f' } }];
const schema: ChatRequest['response_format'] = {
  type: 'json_schema',
  json_schema: { name: 'answer' },
};
const image: ChatRequest['messages'] = [
  { role: 'user', content: [{ type: 'image_url', image_url: { url: 'https://e.org/a.png' } }] },
];
const file: ChatRequest['messages'] = [
  { role: 'user', content: [{ type: 'file', file: { file_id: 'f' } }] },
];

const NEEDS: readonly (readonly [keyof ModelFacts, Partial<ChatRequest>, string])[] = [
  ['tools', { tools }, 'it cannot call tools'],
  ['jsonSchema', { response_format: schema }, 'it cannot answer by a JSON schema'],
  ['vision', { messages: image }, 'it cannot see images'],
  ['vision', { messages: file }, 'it cannot read files'],
  ['reasoning', { reasoning_effort: 'low' }, 'it cannot reason'],
];

it.each(NEEDS)('leaves out who is known to lack %s', (fact, request, words) => {
  expect(reason({ [fact]: false }, request)).toBe(words);
  expect(reason({ [fact]: true }, request)).toBeUndefined();
  expect(reason({}, request)).toBeUndefined();
  expect(reason({ [fact]: false })).toBeUndefined();
});

it.each<Partial<ChatRequest>>([
  { tools: [] },
  { response_format: { type: 'json_object' } },
  { reasoning_effort: 'none' },
  { reasoning_effort: null },
])('asks for nothing special with %j', (request) => {
  const facts = { tools: false, jsonSchema: false, vision: false, reasoning: false };
  expect(reason(facts, request)).toBeUndefined();
});

it('leaves out a window that prompt and answer do not fit into, to the token', () => {
  const counted = (tokens: number, maxOutputTokens?: number) => {
    const call = context();
    return { ...call, prompt: { ...call.prompt, tokens, counted: true, maxOutputTokens } };
  };
  const at = (call: RoutingContext) =>
    filter.reject(candidate('a/m', { contextWindow: 100 }), call);
  expect(at(counted(100))).toBeUndefined();
  expect(at(counted(101))).toBe(
    "its context window of 100 tokens is too small for the prompt's 101",
  );
  expect(at(counted(60, 40))).toBeUndefined();
  expect(at(counted(60, 41))).toBe(
    "its context window of 100 tokens is too small for the prompt's 60 and the answer's 41",
  );
});

it('says where the tokens are an estimate', () => {
  const messages: ChatRequest['messages'] = [{ role: 'user', content: 'x'.repeat(400) }];
  expect(reason({ contextWindow: 100 }, { messages })).toContain("the prompt's about 104");
});

it('leaves out who cannot answer at such length', () => {
  expect(reason({ maxOutputTokens: 10 }, { max_tokens: 11 })).toBe(
    'it answers with 10 tokens at most, and 11 are asked for',
  );
  expect(reason({ maxOutputTokens: 10 }, { max_completion_tokens: 10 })).toBeUndefined();
  expect(reason({ maxOutputTokens: 10 })).toBeUndefined();
});

it('does not hold the window of an embedding model against many inputs', () => {
  const embedding = { input: Array.from({ length: 50 }, () => 'x'.repeat(400)) };
  const call = context({}, { messages: [] }, { embedding });
  expect(filter.reject(candidate('a/m', { contextWindow: 200 }), call)).toBeUndefined();
});
