import fc from 'fast-check';
import type { ReplyPart } from '../../contracts/reply-part.js';
import { type BlockEvent, ContentBlocks } from './content-blocks.js';

const text = (value: string): ReplyPart => ({ type: 'text', choice: 0, text: value });
const call = (index: number, json: string, head: object = {}): ReplyPart => ({
  type: 'tool-call',
  choice: 0,
  index,
  arguments: json,
  ...head,
});
const first = (index: number, json = ''): ReplyPart =>
  call(index, json, { id: `c${index}`, name: `f${index}` });

function eventsOf(parts: readonly ReplyPart[]) {
  const blocks = new ContentBlocks();
  const events = [...parts.flatMap((part) => blocks.add(part)), ...blocks.finish()];
  return { events, content: blocks.content };
}

/** What a client makes of the events that knows one open block at a time. */
function replayed(events: readonly BlockEvent[]): unknown[] {
  const blocks: Record<string, unknown>[] = [];
  let open: number | undefined;
  let json = '';
  for (const event of events) {
    if (event.type === 'content_block_start') {
      expect([open, event.index]).toEqual([undefined, blocks.length]);
      open = event.index;
      json = '';
      blocks.push({ ...event.content_block });
      continue;
    }
    expect(event.index).toBe(open);
    const block = blocks[event.index]!;
    if (event.type === 'content_block_stop') {
      if (block.type === 'tool_use') block.input = json === '' ? {} : JSON.parse(json);
      open = undefined;
      continue;
    }
    const delta = event.delta as Record<string, string>;
    if (delta.text !== undefined) block.text = String(block.text) + delta.text;
    if (delta.thinking !== undefined) block.thinking = String(block.thinking) + delta.thinking;
    if (delta.signature !== undefined) block.signature = delta.signature;
    json += delta.partial_json ?? '';
  }
  expect(open).toBeUndefined();
  return blocks;
}

describe('ContentBlocks', () => {
  it('lets what comes between the pieces of a call wait', () => {
    const { events, content } = eventsOf([
      first(0, '{"a":'),
      first(1, '{"b":'),
      text('Between.'),
      call(0, '1}'),
      call(1, '2}'),
    ]);
    expect(content).toEqual([
      { type: 'tool_use', id: 'c0', name: 'f0', input: { a: 1 } },
      { type: 'tool_use', id: 'c1', name: 'f1', input: { b: 2 } },
      { type: 'text', text: 'Between.', citations: null },
    ]);
    expect(replayed(events)).toEqual(content);
  });

  it('does not cut a call short that had to wait itself', () => {
    const { content } = eventsOf([
      first(0, '{"a":'),
      first(1, '{"b":'),
      call(0, '1}'),
      text('After both.'),
      call(1, '2}'),
    ]);
    expect(content).toEqual([
      { type: 'tool_use', id: 'c0', name: 'f0', input: { a: 1 } },
      { type: 'tool_use', id: 'c1', name: 'f1', input: { b: 2 } },
      { type: 'text', text: 'After both.', citations: null },
    ]);
  });

  it('does not take an empty piece of a call that is told for another call', () => {
    const { content } = eventsOf([first(0, '{}'), text('Then.'), call(0, '')]);
    expect(content).toEqual([
      { type: 'tool_use', id: 'c0', name: 'f0', input: {} },
      { type: 'text', text: 'Then.', citations: null },
    ]);
  });

  it('seals a thought with its signature, and names a foreign signer', () => {
    const thought = { type: 'reasoning', choice: 0 } as const;
    const { events, content } = eventsOf([
      { ...thought, text: 'One' },
      { ...thought, text: '', signature: 's1', signedBy: 'anthropic-messages' },
      { ...thought, text: 'Two', signature: 's2', signedBy: 'google' },
      { ...thought, text: '', redacted: 'hidden' },
      text('So.'),
    ]);
    expect(content).toEqual([
      { type: 'thinking', thinking: 'One', signature: 's1' },
      { type: 'thinking', thinking: 'Two', signature: 'google:s2' },
      { type: 'redacted_thinking', data: 'hidden' },
      { type: 'text', text: 'So.', citations: null },
    ]);
    expect(replayed(events)).toEqual(content);
  });

  it('tells the same in events as in a document, however calls and texts are mixed', () => {
    const piece = fc.oneof(
      fc.record({ kind: fc.constant('text' as const), value: fc.string({ minLength: 1 }) }),
      fc.record({ kind: fc.constant('call' as const), value: fc.nat({ max: 3 }) }),
    );
    fc.assert(
      fc.property(
        fc.array(piece),
        fc.array(fc.jsonValue(), { minLength: 4, maxLength: 4 }),
        (pieces, values) => {
          const left = values.map((value) => [...JSON.stringify({ value })]);
          const begun = new Set<number>();
          const parts: ReplyPart[] = pieces.map(({ kind, value }) => {
            if (kind === 'text') return text(String(value));
            const index = Number(value);
            const json = left[index]!.splice(0, 3).join('');
            const part = begun.has(index) ? call(index, json) : first(index, json);
            begun.add(index);
            return part;
          });
          for (const index of begun) parts.push(call(index, left[index]!.join('')));
          const { events, content } = eventsOf(parts);
          expect(replayed(events)).toEqual(content);
          const inputs = content.flatMap((it) => (it.type === 'tool_use' ? [it.input] : []));
          expect(inputs).toHaveLength(begun.size);
        },
      ),
    );
  });
});
