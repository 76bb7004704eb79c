import type { AttemptRecord } from '../contracts/attempt.js';
import type { ChatRequest } from '../contracts/chat-request.js';
import { type BillingTerms, type ModelPrice, sumOfParts } from '../contracts/model-price.js';
import { NO_USAGE, type TokenUsage } from '../contracts/token-usage.js';
import type { ReplyTally, TokenCounts } from './reply-tally.js';
import type { Sent, UsageCounter } from './usage-counter.js';

/** What an attempt took and cost. */
export type AttemptBill = Pick<AttemptRecord, 'usage' | 'cost' | 'costParts'>;

/** An attempt that ended. */
export interface AttemptAccount {
  readonly record: AttemptRecord;
  /**
   * The same once its tokens are counted, where the provider did not tell them; what the record says of them is a guess
   * then.
   */
  readonly counted?: Promise<AttemptRecord>;
}

/** A reply that has to be paid for, as far as it came. */
export interface BilledReply {
  readonly price: ModelPrice | undefined;
  readonly sent: Sent;
  readonly tally: ReplyTally;
  /** Whether it came to its end. */
  readonly whole: boolean;
  readonly startedAt: number;
}

/** What never answered is not billed. */
export const NO_BILL: AttemptBill = Object.freeze({ usage: NO_USAGE, cost: 0n });

/** Accounts for a reply: at once by what its provider told, or, where something has to be counted, by a guess first. */
export function accountFor(
  reply: BilledReply,
  counter: UsageCounter,
  recordOf: (bill: AttemptBill) => AttemptRecord,
): AttemptAccount {
  const { sent, tally, whole } = reply;
  const terms = termsOf(reply);
  const record = (counts?: TokenCounts): AttemptRecord =>
    recordOf(billOf(tally.usage(counts), reply.price, terms));
  const untold = tally.untold(whole);
  if (untold === undefined) return { record: record() };
  const guess = counter.guess(sent, untold);
  const counts = counter.count(sent, untold, guess);
  return counts instanceof Promise
    ? { record: record(guess), counted: counts.then(record) }
    : { record: record(counts) };
}

function termsOf({ tally: { serviceTier }, sent, startedAt }: BilledReply): BillingTerms {
  const terms = { images: imagesIn(sent), at: startedAt };
  return serviceTier === undefined ? terms : { ...terms, serviceTier };
}

function billOf(
  usage: TokenUsage,
  price: ModelPrice | undefined,
  terms: BillingTerms,
): AttemptBill {
  if (price === undefined) return { usage, cost: null };
  const costParts = price.partsOf(usage, terms);
  return { usage, cost: sumOfParts(costParts), costParts };
}

/** Image parts of the messages; an embedding model is sent none. */
function imagesIn({ request, embedding }: Sent): number {
  return embedding === undefined ? request.messages.reduce(countImages, 0) : 0;
}

function countImages(images: number, { content }: ChatRequest['messages'][number]): number {
  if (!Array.isArray(content)) return images;
  return images + content.filter((it) => it.type === 'image_url').length;
}
