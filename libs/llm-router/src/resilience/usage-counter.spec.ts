import type { ChatRequest } from '../contracts/chat-request.js';
import { TokenCounter } from '../contracts/token-counter.js';
import { VirtualClock } from '../testing/virtual-clock.js';
import { KeptText } from './kept-text.js';
import type { Untold } from './reply-tally.js';
import { type Sent, UsageCounter } from './usage-counter.js';

/** Counts words: at once, when it is told to, or never. */
class WordCounter extends TokenCounter {
  asked = 0;
  answer: (words: number) => number | Promise<number> = (words) => words;

  override count({ messages }: ChatRequest): number | Promise<number> {
    return this.countTexts(messages.map(({ content }) => content as string));
  }

  override countTexts(texts: readonly string[]): number | Promise<number> {
    this.asked++;
    return this.answer(texts.flatMap((it) => it.split(' ')).length);
  }
}

const kept = (...pieces: string[]): KeptText => {
  const it = new KeptText();
  for (const piece of pieces) it.add(piece);
  return it;
};
const sent: Sent = { request: { messages: [{ role: 'user', content: 'a b c d e f g h' }] } };
const untold: Untold = {
  prompt: true,
  answer: { content: kept('one two three'), reasoning: kept('four') },
};

describe('UsageCounter', () => {
  let clock: VirtualClock;
  let words: WordCounter;
  let counter: UsageCounter;
  const count = (what = untold, of = sent) => counter.count(of, what, counter.guess(of, what));

  beforeEach(() => {
    clock = new VirtualClock();
    words = new WordCounter();
    counter = new UsageCounter(words, clock);
  });

  it('guesses by length', () => {
    // Four for what frames the message.
    expect(counter.guess(sent, untold)).toEqual({ prompt: 4 + 4, content: 4, reasoning: 1 });
  });

  it('counts at once where the tokenizer does', () => {
    expect(count()).toEqual({ prompt: 8, content: 3, reasoning: 1 });
  });

  it('counts later where the tokenizer does, and lets go of its timer', async () => {
    words.answer = (it) => Promise.resolve(it);
    expect(await count()).toEqual({ prompt: 8, content: 3, reasoning: 1 });
    await clock.run();
    expect(clock.monotonic()).toBe(0);
  });

  it('counts just what was not told', () => {
    expect(count({ prompt: true })).toEqual({ prompt: 8 });
    expect(count({ ...untold, prompt: false })).toEqual({ content: 3, reasoning: 1 });
    expect(count({ prompt: false })).toEqual({});
  });

  it('asks nobody about nothing', () => {
    void count({ prompt: false, answer: { content: kept('one'), reasoning: kept() } });
    expect(words.asked).toBe(1);
  });

  it('takes its guess where the tokenizer says nothing for a second', async () => {
    words.answer = () => new Promise(() => undefined);
    const counts = Promise.resolve(count());
    let known: unknown;
    void counts.then((it) => (known = it));
    await clock.run(999);
    expect(known).toBeUndefined();
    await clock.run(1_000);
    expect(known).toEqual(counter.guess(sent, untold));
  });

  it.each([
    ['rejects', () => Promise.reject(new Error('broken'))],
    [
      'throws',
      () => {
        throw new Error('broken');
      },
    ],
  ])('takes its guess where the tokenizer %s', async (_how, answer) => {
    words.answer = answer;
    expect(await count()).toEqual(counter.guess(sent, untold));
  });

  it('counts the inputs of embeddings, and takes token ids for what they are', () => {
    const asked = (input: string | string[] | number[] | number[][]) =>
      count({ prompt: true }, { request: { messages: [] }, embedding: { input } });
    expect(asked('one two')).toEqual({ prompt: 2 });
    expect(asked(['one two', 'three'])).toEqual({ prompt: 3 });
    expect(asked([1, 2, 3])).toEqual({ prompt: 3 });
    expect(asked([[1, 2], [3]])).toEqual({ prompt: 3 });
  });

  it('takes four characters for a token where a text is too long to be kept', () => {
    const long = kept('one', 'x'.repeat(1_000_000));
    expect(count({ prompt: false, answer: { content: long, reasoning: kept() } })).toEqual({
      content: 1 + 250_000,
      reasoning: 0,
    });
  });
});
