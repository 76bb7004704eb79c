import { ContentFold } from './content-fold.js';

it('gathers the texts of each choice', () => {
  const fold = new ContentFold();
  fold.add([{ type: 'metadata', id: 'x' }]);
  fold.add([
    { type: 'text', choice: 1, text: 'b' },
    { type: 'reasoning', choice: 0, text: 'why' },
    { type: 'tool-call', choice: 0, index: 0, name: 'f', arguments: '{"a"' },
  ]);
  fold.add([
    { type: 'text', choice: 1, text: 'c' },
    { type: 'refusal', choice: 1, text: 'no' },
    { type: 'tool-call', choice: 0, index: 0, arguments: ':1}' },
    { type: 'finish', choice: 0, reason: 'stop' },
  ]);
  expect(fold.reply()).toEqual([
    { choice: 1, text: 'bc', refusal: 'no' },
    { choice: 0, reasoning: 'why', toolCalls: [{ index: 0, name: 'f', arguments: '{"a":1}' }] },
  ]);
  expect(fold.truncated).toBe(false);
});

it('has room for whatever numbers providers choose', () => {
  const fold = new ContentFold();
  fold.add([{ type: 'text', choice: 4e9, text: 'far' }]);
  fold.add([{ type: 'tool-call', choice: 0, index: 4e9, name: 'f', arguments: '{}' }]);
  expect(fold.reply()).toEqual([
    { choice: 4e9, text: 'far' },
    { choice: 0, toolCalls: [{ index: 4e9, name: 'f', arguments: '{}' }] },
  ]);
});

it('leaves out what is beyond a million characters, and says so', () => {
  const fold = new ContentFold();
  for (let index = 0; index < 3; index++) {
    fold.add([{ type: 'text', choice: 0, text: 'x'.repeat(500_000) }]);
  }
  expect(fold.reply()[0]?.text).toHaveLength(1024 * 1024);
  expect(fold.truncated).toBe(true);
});
