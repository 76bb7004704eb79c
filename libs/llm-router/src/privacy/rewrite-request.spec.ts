import fc from 'fast-check';
import type { ChatRequest } from '../contracts/chat-request.js';
import { rewriteEmbedding } from './rewrite-embedding.js';
import { rewriteRequest } from './rewrite-request.js';

const secret = 'SECRET';
const schema = {
  type: 'object',
  title: secret,
  description: secret,
  required: ['description'],
  properties: {
    description: {
      type: 'string',
      pattern: 'kept',
      description: secret,
      enum: [secret],
      default: secret,
      examples: [secret, { id: secret }],
    },
    list: { items: [{ description: secret }], const: secret },
  },
  $defs: { kept: { type: 'string', 'x-hint': secret } },
};

/** Every field that is known and some that are not; a text that says `kept` is one that stays. */
const request = {
  model: 'kept',
  messages: [
    { role: 'system', content: secret, name: secret },
    { role: 'developer', content: [{ type: 'text', text: secret, cache_control: { a: 'kept' } }] },
    {
      role: 'user',
      content: [
        { type: 'text', text: secret, annotation: { by: secret } },
        { type: 'image_url', image_url: { url: 'kept' } },
        { type: 'input_audio', input_audio: { data: 'kept', format: 'wav' } },
        { type: 'file', file: { file_data: 'kept', file_id: 'kept', filename: secret } },
        { type: 'something_new', new: { texts: [secret] } },
        { type: 'reasoning', text: secret, signature: 'kept', redacted: 'kept', signed_by: 'kept' },
      ],
    },
    {
      role: 'assistant',
      content: [{ type: 'refusal', refusal: secret }],
      refusal: secret,
      reasoning: secret,
      reasoning_content: secret,
      reasoning_details: [{ type: 'kept', text: secret, signature: 'kept' }],
      something_new: secret,
      tool_calls: [
        {
          id: 'kept',
          type: 'function',
          function: { name: 'kept', arguments: '{"a":"SECRET","b":"{\\"c\\":\\"SECRET\\"}"}' },
          extra_content: { google: { thought_signature: 'kept' } },
        },
        { id: 'kept', type: 'custom', custom: { name: 'kept', input: secret } },
      ],
    },
    { role: 'tool', content: secret, tool_call_id: 'kept' },
    { role: 'tool', content: '{"rows":[["SECRET",1]]}', tool_call_id: 'kept' },
  ],
  tools: [
    {
      type: 'function',
      function: { name: 'kept', description: secret, parameters: schema },
      cache_control: { type: 'kept' },
    },
    { type: 'custom', name: 'kept', description: secret, custom: { name: 'kept', about: secret } },
  ],
  functions: [{ name: 'kept', description: secret, parameters: schema }],
  tool_choice: { type: 'function', function: { name: 'kept' } },
  response_format: {
    type: 'json_schema',
    json_schema: { name: 'kept', description: secret, schema },
  },
  prediction: { type: 'content', content: [{ type: 'text', text: secret }] },
  stop: [secret],
  user: secret,
  safety_identifier: secret,
  prompt_cache_key: secret,
  metadata: { key: secret },
  web_search_options: { user_location: { approximate: { city: secret } } },
  something_new: { at: [{ any: secret }] },
} as unknown as ChatRequest;

const replaced = (text: string): string => text.replaceAll(secret, '[X]');

it('reaches every text that a provider reads, and nothing that it looks up', () => {
  const before = JSON.stringify(request);
  expect(JSON.stringify(rewriteRequest(request, replaced))).toBe(before.replaceAll(secret, '[X]'));
  expect(JSON.stringify(request)).toBe(before);
});

it('gives the same object where nothing changes', () => {
  expect(rewriteRequest(request, (text) => text)).toBe(request);
});

describe('wherever a text is planted', () => {
  type Path = readonly (string | number)[];
  const leaves = (value: unknown, path: Path = []): [Path, string][] =>
    typeof value === 'string'
      ? [[path, value]]
      : typeof value === 'object' && value !== null
        ? Object.entries(value).flatMap(([name, it]) => leaves(it, [...path, name]))
        : [];
  const all = leaves(request);

  function planted(path: Path, text: string): ChatRequest {
    const copy = structuredClone(request) as unknown as Record<string | number, unknown>;
    const parent = path
      .slice(0, -1)
      .reduce<Record<string | number, unknown>>((it, name) => it[name] as never, copy);
    parent[path.at(-1)!] = text;
    return copy as unknown as ChatRequest;
  }

  /** What stays is looked up by somebody, or is media. */
  const KEPT =
    /^(model|role|type|id|\w+_id|name|url|format|data|signature|signed_by|redacted|file_data|cache_control|pattern|required|extra_content|tool_choice)$/;

  it('it is found, unless it stands where something is looked up', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...all),
        fc.constantFrom('MARK', 'a MARK\nb', '{"a":"MARK"}', '{"a":"[\\"MARK\\"]"}', '["MARK"]'),
        ([path], text) => {
          const after = rewriteRequest(planted(path, text), (it) => it.replaceAll('MARK', '[X]'));
          if (!JSON.stringify(after).includes('MARK')) return;
          const names = path.filter((it) => Number.isNaN(Number(it)));
          expect(names.some((it) => KEPT.test(String(it)))).toBe(true);
          // The name of a participant is a text, that of a tool is not.
          if (names.at(-1) === 'name') expect(names).not.toEqual(['messages', 'name']);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

it('leaves bytes in fields that it does not know, and no text that looks like them', () => {
  const bytes = `data:video/mp4;base64,${'SECRET'.repeat(10)}`;
  const asked = (fields: object): ChatRequest => ({
    messages: [{ role: 'user', content: 'Hi' }],
    ...fields,
  });
  const media = asked({ video: { data: bytes } });
  expect(rewriteRequest(media, replaced)).toBe(media);
  const text = asked({ messages: [{ role: 'user', content: bytes }] });
  expect(JSON.stringify(rewriteRequest(text, replaced))).not.toContain(secret);
  const after = asked({ video: { data: `${bytes}, SECRET` } });
  expect(JSON.stringify(rewriteRequest(after, replaced))).not.toContain(secret);
});

it('reaches the texts of an embedding, and refuses tokens', () => {
  expect(
    rewriteEmbedding(
      { model: 'kept', input: [secret], user: secret, extra: { a: secret } },
      replaced,
    ),
  ).toEqual({ model: 'kept', input: ['[X]'], user: '[X]', extra: { a: '[X]' } });
  expect(() => rewriteEmbedding({ input: [[1]] }, replaced)).toThrow('input must be text here');
});
