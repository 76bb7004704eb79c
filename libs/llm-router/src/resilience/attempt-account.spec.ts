import type { AttemptRecord } from '../contracts/attempt.js';
import type { ChatMessage } from '../contracts/chat-message.js';
import type { BillingTerms, CostParts, ModelPrice } from '../contracts/model-price.js';
import type { ReplyPart } from '../contracts/reply-part.js';
import { TokenCounter } from '../contracts/token-counter.js';
import { NO_USAGE, type TokenUsage } from '../contracts/token-usage.js';
import { VirtualClock } from '../testing/virtual-clock.js';
import { accountFor, type BilledReply } from './attempt-account.js';
import { ReplyTally } from './reply-tally.js';
import { UsageCounter } from './usage-counter.js';

const FREE: CostParts = {
  input: 0n,
  cacheRead: 0n,
  cacheWrite: 0n,
  output: 0n,
  reasoning: 0n,
  audio: 0n,
  image: 0n,
  request: 0n,
};

/** Bills each class at another power of ten, so that none can be mistaken for another. */
class TellingPrice implements ModelPrice {
  readonly version = 'v';
  readonly inputUsdPerMillion = 1;
  readonly outputUsdPerMillion = 1;
  terms: BillingTerms | undefined;

  costOf(): bigint {
    throw new Error('what it costs is the sum of its parts');
  }

  partsOf(usage: TokenUsage, terms?: BillingTerms): CostParts {
    this.terms = terms;
    const of = (tokens: number, rate: bigint) => BigInt(tokens) * rate;
    return {
      input: of(usage.input, 1n),
      cacheRead: of(usage.cacheRead, 10n),
      cacheWrite: of(usage.cacheWrite + usage.cacheWriteLong, 100n),
      output: of(usage.output, 1_000n),
      reasoning: of(usage.reasoning, 10_000n),
      audio: of(usage.inputAudio + usage.outputAudio, 100_000n),
      image: of(usage.inputImage + usage.outputImage, 1_000_000n),
      request: 10_000_000n,
    };
  }
}

class LateCounter extends TokenCounter {
  override count = (): Promise<number> => Promise.resolve(50);
  override countTexts = (): Promise<number> => Promise.resolve(5);
}

const counter = new UsageCounter(new LateCounter(), new VirtualClock());
const hello: ChatMessage[] = [{ role: 'user', content: 'Hello' }];

function tallied(...parts: ReplyPart[]): ReplyTally {
  const tally = new ReplyTally();
  tally.take({ parts });
  return tally;
}

function account(tally: ReplyTally, differing: Partial<BilledReply> = {}) {
  const sent = { request: { messages: hello } };
  const price = new TellingPrice();
  const reply = { price, sent, tally, whole: true, startedAt: 1_234, ...differing };
  return accountFor(reply, counter, (bill) => ({ id: 'a', ...bill }) as AttemptRecord);
}

const told: ReplyPart = {
  type: 'usage',
  usage: {
    ...NO_USAGE,
    input: 1,
    cacheRead: 2,
    cacheWrite: 1,
    cacheWriteLong: 2,
    output: 4,
    reasoning: 5,
    inputAudio: 4,
    outputAudio: 2,
    inputImage: 7,
    outputImage: 0,
  },
};
const text: ReplyPart = { type: 'text', choice: 0, text: 'Hi there, this is it' };

describe('accountFor', () => {
  it('bills what was told, part by part, and sums the parts', () => {
    const { record, counted } = account(tallied(text, told));
    expect(counted).toBeUndefined();
    expect(record).toMatchObject({
      usage: told.usage,
      cost: 17_654_321n,
      costParts: { input: 1n, cacheRead: 20n, audio: 600_000n, request: 10_000_000n },
    });
  });

  it('bills for the tier that served it, the images that were sent, and the time when it started', () => {
    const price = new TellingPrice();
    const image = { type: 'image_url' as const, image_url: { url: 'https://example.org/a.png' } };
    const messages: ChatMessage[] = [
      ...hello,
      { role: 'user', content: [{ type: 'text', text: 'Look' }, image, image] },
      { role: 'tool', tool_call_id: 'c', content: [image] },
    ];
    const served = tallied({ type: 'metadata', serviceTier: 'flex' }, text, told);
    account(served, { price, sent: { request: { messages } } });
    expect(price.terms).toEqual({ serviceTier: 'flex', images: 3, at: 1_234 });
    const embedding = { input: 'x' };
    account(tallied(text, told), { price, sent: { request: { messages }, embedding } });
    expect(price.terms).toEqual({ images: 0, at: 1_234 });
  });

  it('knows no cost without a price', () => {
    const { record } = account(tallied(text, told), { price: undefined });
    expect(record).toEqual({ id: 'a', usage: told.usage, cost: null });
  });

  it('guesses at once what has to be counted, and bills what was counted', async () => {
    const { record, counted } = account(tallied(text));
    expect(record.usage).toEqual({ ...NO_USAGE, input: 4 + 2, output: 5, estimated: true });
    expect(record.cost).toBe(10_005_006n);
    expect(await counted).toEqual({
      ...record,
      usage: { ...NO_USAGE, input: 50, output: 5, estimated: true },
      cost: 10_005_050n,
      costParts: { ...FREE, input: 50n, output: 5_000n, request: 10_000_000n },
    });
  });

  it('counts the answer of a reply that is not whole', () => {
    expect(account(tallied(text, told), { whole: false }).counted).toBeDefined();
    expect(account(tallied(text, told)).counted).toBeUndefined();
  });
});
