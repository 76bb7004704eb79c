import type { ReplyPart } from '../contracts/reply-part.js';
import { NO_USAGE } from '../contracts/token-usage.js';
import { ReplyFold } from './reply-fold.js';

function fold(...parts: ReplyPart[]): readonly ReplyPart[] | undefined {
  const result = new ReplyFold();
  for (const part of parts) result.add(part);
  return result.parts();
}

const text = (choice: number, value: string): ReplyPart => ({ type: 'text', choice, text: value });
const finish = (choice: number, reason: 'stop' | 'content_filter' = 'stop'): ReplyPart => ({
  type: 'finish',
  choice,
  reason,
});

it('joins what belongs together, per choice and call, in order of appearance', () => {
  const usage: ReplyPart = { type: 'usage', usage: { ...NO_USAGE, input: 3 } };
  expect(
    fold(
      { type: 'metadata', id: 'x' },
      { type: 'reasoning', choice: 0, text: 'hm' },
      text(1, 'a'),
      text(0, 'b'),
      { type: 'reasoning', choice: 0, text: 'm', signature: 's' },
      text(1, 'c'),
      { type: 'tool-call', choice: 0, index: 1, id: 'i', name: 'f', arguments: '{' },
      { type: 'tool-call', choice: 0, index: 0, id: 'j', name: 'g', arguments: '{}' },
      { type: 'tool-call', choice: 0, index: 1, arguments: '}' },
      finish(1),
      finish(0),
      usage,
    ),
  ).toEqual([
    { type: 'metadata', id: 'x' },
    { type: 'reasoning', choice: 0, text: 'hmm', signature: 's' },
    text(1, 'ac'),
    text(0, 'b'),
    { type: 'tool-call', choice: 0, index: 1, id: 'i', name: 'f', arguments: '{}' },
    { type: 'tool-call', choice: 0, index: 0, id: 'j', name: 'g', arguments: '{}' },
    finish(1),
    finish(0),
    usage,
  ]);
});

it.each<[string, ReplyPart[]]>([
  ['a choice that has not finished', [text(0, 'a'), text(1, 'b'), finish(0)]],
  ['no choice at all', [{ type: 'metadata', id: 'x' }]],
  ['a choice that was filtered', [text(0, 'a'), finish(0, 'content_filter')]],
  ['more than 1 MiB of text', [text(0, 'a'.repeat(1024 * 1024)), text(0, 'a'), finish(0)]],
])('is not to be kept with %s', (_what, parts) => {
  expect(fold(...parts)).toBeUndefined();
});
