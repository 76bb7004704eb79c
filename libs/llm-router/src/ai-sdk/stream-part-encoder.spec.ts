import fc from 'fast-check';
import type { ReplyPart } from '../contracts/reply-part.js';
import { foldContent } from './fold-content.js';
import type { ModelStreamPart } from './language-model-reply.js';
import { StreamPartEncoder } from './stream-part-encoder.js';

function encoded(parts: readonly ReplyPart[]): ModelStreamPart[] {
  const encoder = new StreamPartEncoder();
  return [...parts.flatMap((part) => encoder.encode(part)), ...encoder.end()];
}

const anyPart: fc.Arbitrary<ReplyPart> = fc.oneof(
  fc.record({ type: fc.constant('text' as const), choice: fc.nat(1), text: fc.string() }),
  fc.record(
    {
      type: fc.constant('reasoning' as const),
      choice: fc.constant(0),
      text: fc.string(),
      signature: fc.string(),
    },
    { requiredKeys: ['type', 'choice', 'text'] },
  ),
  fc.record({
    type: fc.constant('tool-call' as const),
    choice: fc.constant(0),
    index: fc.nat(2),
    arguments: fc.string(),
  }),
);

describe('stream parts for the AI SDK', () => {
  it('begin and end every block once, and lose no text', () => {
    fc.assert(
      fc.property(fc.array(anyPart), (parts) => {
        const open = new Set<string>();
        const seen = new Set<string>();
        for (const part of encoded(parts)) {
          if (part.type.endsWith('-start') && 'id' in part) {
            expect(seen.has(part.id)).toBe(false);
            seen.add(part.id);
            open.add(part.id);
          } else if (part.type.endsWith('-delta') && 'id' in part) {
            expect(open.has(part.id)).toBe(true);
          } else if (part.type.endsWith('-end') && 'id' in part) {
            expect(open.delete(part.id)).toBe(true);
          }
        }
        expect(open.size).toBe(0);
        for (const type of ['text', 'reasoning'] as const) {
          const said = parts
            .filter((part) => part.type === type && part.choice === 0)
            .map((part) => (part as { text: string }).text);
          const told = foldContent(encoded(parts))
            .filter((item) => item.type === type)
            .map((item) => (item as { text: string }).text);
          expect(told.join('')).toBe(said.join(''));
        }
      }),
    );
  });

  it('keep what a vendor wants back', () => {
    const content = foldContent(
      encoded([
        { type: 'reasoning', choice: 0, text: 'Hm' },
        { type: 'reasoning', choice: 0, text: '.', signature: 'proof', signedBy: 'vendor' },
        { type: 'reasoning', choice: 0, text: '', redacted: 'secret' },
        {
          type: 'tool-call',
          choice: 0,
          index: 0,
          id: 'c1',
          name: 'now',
          arguments: '',
          extraContent: { vendor: { a: 1 } },
        },
        { type: 'refusal', choice: 0, text: 'No.' },
      ]),
    );
    expect(content).toEqual([
      {
        type: 'reasoning',
        text: 'Hm.',
        providerMetadata: { llmRouter: { signature: 'proof', signedBy: 'vendor' } },
      },
      { type: 'reasoning', text: '', providerMetadata: { llmRouter: { redacted: 'secret' } } },
      { type: 'text', text: 'No.' },
      {
        type: 'tool-call',
        toolCallId: 'c1',
        toolName: 'now',
        input: '{}',
        providerMetadata: { llmRouter: { extraContent: '{"vendor":{"a":1}}' } },
      },
    ]);
  });
});
