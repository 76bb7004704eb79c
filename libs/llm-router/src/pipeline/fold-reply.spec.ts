import fc from 'fast-check';
import type { ReplyPart } from '../contracts/reply-part.js';
import { ReplyFold } from './fold-reply.js';

const fold = (parts: ReplyPart[]) => {
  const reply = new ReplyFold();
  reply.add(parts);
  return reply.choices();
};

describe('ReplyFold', () => {
  it('adds up text, reasoning and tool calls of each choice', () => {
    expect(
      fold([
        { type: 'reasoning', choice: 0, text: 'hm' },
        { type: 'text', choice: 1, text: 'B' },
        { type: 'text', choice: 0, text: 'A' },
        { type: 'tool-call', choice: 0, index: 1, id: 'c2', name: 'g', arguments: '{}' },
        { type: 'tool-call', choice: 0, index: 0, id: 'c1', name: 'f', arguments: '{"a"' },
        { type: 'tool-call', choice: 0, index: 0, arguments: ':1}' },
        { type: 'finish', choice: 0, reason: 'tool_calls' },
        { type: 'finish', choice: 1, reason: 'stop' },
      ]),
    ).toEqual([
      {
        index: 0,
        message: {
          role: 'assistant',
          content: 'A',
          tool_calls: [
            { id: 'c1', type: 'function', function: { name: 'f', arguments: '{"a":1}' } },
            { id: 'c2', type: 'function', function: { name: 'g', arguments: '{}' } },
          ],
        },
        reasoning: 'hm',
        finishReason: 'tool_calls',
      },
      { index: 1, message: { role: 'assistant', content: 'B' }, finishReason: 'stop' },
    ]);
  });

  it('keeps what a vendor wants back with a tool call', () => {
    const extraContent = { google: { thought_signature: 's' } };
    const call = { type: 'tool-call', choice: 0, index: 0 } as const;
    const [choice] = fold([
      { ...call, id: 'a', name: 'f', arguments: '{', extraContent },
      { ...call, arguments: '}' },
    ]);
    expect(choice?.message.tool_calls).toEqual([
      {
        id: 'a',
        type: 'function',
        function: { name: 'f', arguments: '{}' },
        extra_content: extraContent,
      },
    ]);
  });

  it('gives one empty choice for an empty reply', () => {
    expect(fold([])).toEqual([
      { index: 0, message: { role: 'assistant', content: '' }, finishReason: 'other' },
    ]);
  });

  it('does not depend on how the text is split', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (pieces) => {
        const split = fold(pieces.map((text) => ({ type: 'text', choice: 0, text })));
        const whole = fold([{ type: 'text', choice: 0, text: pieces.join('') }]);
        expect(split).toEqual(whole);
      }),
    );
  });
});
