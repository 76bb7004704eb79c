import type { ReplyPart } from '../contracts/reply-part.js';
import { NO_USAGE, type TokenUsage } from '../contracts/token-usage.js';
import { ReplyTally } from './reply-tally.js';

const text = (it: string): ReplyPart => ({ type: 'text', choice: 0, text: it });
const usage = (it: Partial<TokenUsage>): ReplyPart => ({
  type: 'usage',
  usage: { ...NO_USAGE, ...it },
});
const finish: ReplyPart = { type: 'finish', choice: 0, reason: 'stop' };

function tallied(...parts: ReplyPart[]): ReplyTally {
  const tally = new ReplyTally();
  for (const part of parts) tally.take({ parts: [part] });
  return tally;
}

describe('ReplyTally', () => {
  it('is committed by content and by an end, and by nothing before', () => {
    expect(tallied({ type: 'metadata', id: 'x' }, usage({ input: 3 })).committed).toBe(false);
    for (const part of [text(''), finish]) expect(tallied(part).committed).toBe(true);
  });

  it('keeps what is said last of the model and of the tier that served it', () => {
    const tally = tallied(
      { type: 'metadata', model: 'm-1', serviceTier: 'auto' },
      { type: 'metadata', serviceTier: 'flex' },
    );
    expect(tally).toMatchObject({ servedModel: 'm-1', serviceTier: 'flex' });
  });

  it('takes a whole usage as it was told', () => {
    const told = { input: 7, cacheRead: 2, output: 3 };
    const tally = tallied(text('Hi'), finish, usage({ input: 1 }), usage(told));
    expect(tally.untold(true)).toBeUndefined();
    expect(tally.usage()).toEqual({ ...NO_USAGE, ...told });
  });

  it('has all counted where no usage came', () => {
    const tally = tallied(
      { type: 'reasoning', choice: 0, text: 'Hm.' },
      text('Hel'),
      text('lo'),
      { type: 'tool-call', choice: 0, index: 0, name: 'f', arguments: '{}' },
      { type: 'refusal', choice: 0, text: 'No.' },
      finish,
    );
    expect(tally.untold(true)).toMatchObject({
      prompt: true,
      answer: { content: { text: 'Hellof{}No.' }, reasoning: { text: 'Hm.' } },
    });
    expect(tally.usage({ prompt: 9, content: 4, reasoning: 2 })).toEqual({
      ...NO_USAGE,
      input: 9,
      output: 4,
      reasoning: 2,
      estimated: true,
    });
  });

  it('believes what a broken reply told of its prompt, and counts its answer', () => {
    const tally = tallied(usage({ input: 7, cacheRead: 90, output: 1 }), text('Once upon a time'));
    expect(tally.untold(false)).toMatchObject({ prompt: false, answer: {} });
    expect(tally.usage({ content: 4, reasoning: 0 })).toEqual({
      ...NO_USAGE,
      input: 7,
      cacheRead: 90,
      output: 4,
      estimated: true,
    });
    expect(tally.usage({ content: 0, reasoning: 0 })).toMatchObject({ output: 1 });
  });

  it('counts a prompt of nothing and a text of nothing, which there cannot be', () => {
    expect(tallied(text('Hi'), usage({ output: 3 })).untold(true)).toEqual({ prompt: true });
    expect(tallied(text('Hi'), usage({ input: 3 })).untold(true)).toMatchObject({
      prompt: false,
      answer: { content: { text: 'Hi' } },
    });
    expect(tallied(finish, usage({ input: 3 })).untold(true)).toBeUndefined();
  });

  it('has the prompt counted of a reply that never came', () => {
    expect(tallied().untold(false)).toEqual({ prompt: true });
  });

  it('passes on a chunk as it is', () => {
    const chunk = { parts: [text('Hi'), usage({ input: 1, suspect: true })] };
    expect(new ReplyTally().take(chunk)).toBe(chunk);
  });

  it('passes on no usage that cannot be right, counts instead, and says that it is suspect', () => {
    const tally = new ReplyTally();
    const wire = { dialect: 'd', form: 'document', data: '{}' } as const;
    const chunk = { parts: [text('Hi'), finish, usage({ suspect: true })], wire };
    expect(tally.take(chunk)).toEqual({ parts: [text('Hi'), finish], wire });
    expect(tally.untold(true)).toMatchObject({ prompt: true });
    expect(tally.usage({ prompt: 1, content: 2 })).toMatchObject({
      input: 1,
      output: 2,
      estimated: true,
      suspect: true,
    });
  });

  it('keeps a text of a million characters, and remembers how much more there was', () => {
    const half = 'x'.repeat(600_000);
    const { answer } = tallied(text(half), text(half), text('y')).untold(true)!;
    expect(answer!.content).toMatchObject({ text: half, cut: 600_001, length: 1_200_001 });
  });
});
