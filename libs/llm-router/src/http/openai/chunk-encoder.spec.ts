import { createParser } from 'eventsource-parser';
import type { ReplyChunk } from '../../contracts/reply-chunk.js';
import type { ReplyPart } from '../../contracts/reply-part.js';
import { NO_USAGE } from '../../contracts/token-usage.js';
import { ChunkEncoder } from './chunk-encoder.js';
import { ReplyIdentity } from './reply-identity.js';

const head = { model: 'claude/opus', provider: 'claude', cache: 'off', warnings: [] } as const;
const settled = { ...NO_USAGE, input: 7, output: 3 };

/** What a client reads of these chunks. */
function events(chunks: readonly ReplyChunk[], includeUsage = false) {
  const encoder = new ChunkEncoder(new ReplyIdentity({ id: 'CALL', head }), includeUsage);
  const text = chunks.map((chunk) => encoder.encode(chunk)).join('') + encoder.end(settled);
  const payloads: string[] = [];
  createParser({ onEvent: ({ data }) => payloads.push(data) }).feed(text);
  expect(payloads.pop()).toBe('[DONE]');
  return payloads.map((payload) => JSON.parse(payload));
}

const parts = (...all: ReplyPart[]): ReplyChunk => ({ parts: all });
const wire = (data: string, ...all: ReplyPart[]): ReplyChunk => ({
  parts: all,
  wire: { dialect: 'openai-chat', form: 'event', data },
});
const text = (choice: number, words: string): ReplyPart => ({ type: 'text', choice, text: words });
const stop = (choice: number): ReplyPart => ({ type: 'finish', choice, reason: 'stop' });
const deltas = (chunks: ReturnType<typeof events>) =>
  chunks.map(({ choices: [choice] }) => [choice.index, choice.delta, choice.finish_reason]);

it('tells the role of each choice first and its end last', () => {
  const chunks = events([parts(text(0, 'a'), text(1, 'b')), parts(text(0, 'c'), stop(0), stop(1))]);
  expect(deltas(chunks)).toEqual([
    [0, { role: 'assistant', content: '' }, null],
    [0, { content: 'a' }, null],
    [1, { role: 'assistant', content: '' }, null],
    [1, { content: 'b' }, null],
    [0, { content: 'c' }, null],
    [0, {}, 'stop'],
    [1, {}, 'stop'],
  ]);
});

it('tells what a vendor wants back with a tool call', () => {
  const extraContent = { google: { thought_signature: 's' } };
  const [, chunk] = events([
    parts({
      type: 'tool-call',
      choice: 0,
      index: 0,
      id: 'a',
      name: 'f',
      arguments: '{}',
      extraContent,
    }),
  ]);
  expect(chunk.choices[0].delta.tool_calls[0]).toMatchObject({ extra_content: extraContent });
});

it('gives every chunk one identity: the provider’s own, or the call’s', () => {
  const [own] = events([parts(text(0, 'a'))]);
  expect(own).toMatchObject({
    id: 'chatcmpl-CALL',
    model: 'claude/opus',
    object: 'chat.completion.chunk',
  });
  const told = events([
    parts({ type: 'metadata', id: 'msg_1', model: 'opus-20260101', created: 5 }, text(0, 'a')),
    parts(text(0, 'b')),
  ]);
  expect(told).toHaveLength(3);
  for (const chunk of told) {
    expect(chunk).toMatchObject({ id: 'msg_1', model: 'opus-20260101', created: 5 });
  }
});

it('writes reasoning, refusals and pieces of tool calls as deltas', () => {
  const chunks = events([
    parts(
      { type: 'reasoning', choice: 0, text: 'hm' },
      { type: 'reasoning', choice: 0, text: '', signature: 'x' },
      { type: 'refusal', choice: 0, text: 'no' },
      { type: 'tool-call', choice: 0, index: 1, id: 'c1', name: 'f', arguments: '' },
      { type: 'tool-call', choice: 0, index: 1, arguments: '{}' },
      { type: 'finish', choice: 0, reason: 'other', raw: 'pause_turn' },
    ),
  ]);
  expect(deltas(chunks).slice(1)).toEqual([
    [0, { reasoning_content: 'hm' }, null],
    [0, { refusal: 'no' }, null],
    [
      0,
      {
        tool_calls: [
          { index: 1, id: 'c1', type: 'function', function: { name: 'f', arguments: '' } },
        ],
      },
      null,
    ],
    [0, { tool_calls: [{ index: 1, function: { arguments: '{}' } }] }, null],
    [0, {}, 'stop'],
  ]);
});

it('passes wire text of its own dialect on, and does not tell roles again', () => {
  const chunks = events([
    wire('{"mine":1}', text(0, 'a')),
    wire('{"two":\n"lines"}', text(0, 'b')),
    parts(text(0, 'changed')),
  ]);
  expect(chunks.slice(0, 2)).toEqual([{ mine: 1 }, { two: 'lines' }]);
  expect(deltas(chunks.slice(2))).toEqual([[0, { content: 'changed' }, null]]);
});

it('encodes what came in another dialect or as a whole document', () => {
  const chunk = parts(text(0, 'a'));
  const foreign = { dialect: 'anthropic-messages', form: 'event', data: '{}' } as const;
  const whole = { dialect: 'openai-chat', form: 'document', data: '{}' } as const;
  for (const other of [foreign, whole]) {
    expect(deltas(events([{ ...chunk, wire: other }]))).toHaveLength(2);
  }
});

describe('usage', () => {
  const usage: ReplyPart = {
    type: 'usage',
    usage: { ...NO_USAGE, input: 5, cacheRead: 2, output: 1, reasoning: 4 },
  };

  it('comes last, once, where it was asked for', () => {
    const chunks = events([parts(usage, text(0, 'a')), parts(stop(0), usage)], true);
    expect(chunks.filter((chunk) => chunk.usage)).toHaveLength(1);
    expect(chunks.at(-1)).toMatchObject({
      choices: [],
      usage: {
        prompt_tokens: 7,
        completion_tokens: 5,
        total_tokens: 12,
        prompt_tokens_details: { cached_tokens: 2 },
        completion_tokens_details: { reasoning_tokens: 4 },
      },
    });
  });

  it('is the settled one where the provider told none', () => {
    const chunks = events([parts(text(0, 'a'))], true);
    expect(chunks.at(-1).usage).toMatchObject({ prompt_tokens: 7, completion_tokens: 3 });
  });

  it('is kept back where it was not asked for, wire text or not', () => {
    const chunks = events([
      wire('{"choices":[{}]}', text(0, 'a')),
      wire('{"choices":[],"usage":{}}', usage),
      parts(usage),
    ]);
    expect(chunks).toEqual([{ choices: [{}] }]);
  });

  it('is not told twice where the provider’s own words tell it', () => {
    const chunks = events([wire('{"choices":[],"usage":{"total_tokens":9}}', usage)], true);
    expect(chunks).toEqual([{ choices: [], usage: { total_tokens: 9 } }]);
  });
});
