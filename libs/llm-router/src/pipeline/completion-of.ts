import type { ReplyHead } from '../contracts/reply.js';
import type { CallSettled } from '../contracts/router-event.js';
import type { Completion } from './completion.js';
import { attemptOf, costOf } from './cost.js';
import type { ReplyFold } from './fold-reply.js';

/** What callers get of a call that ended well. */
export function completionOf(head: ReplyHead, outcome: CallSettled, fold: ReplyFold): Completion {
  const choices = fold.choices();
  const { message, finishReason } = choices[0]!;
  return {
    id: outcome.id,
    text: typeof message.content === 'string' ? message.content : '',
    message,
    choices,
    finishReason,
    model: head.model,
    provider: head.provider,
    cache: head.cache,
    usage: outcome.usage,
    cost: costOf(outcome.cost),
    attempts: outcome.attempts.map(attemptOf),
    warnings: head.warnings,
    rung: head.rung,
    decision: outcome.decision,
  };
}
