import type { AttemptRecord } from '../../contracts/attempt.js';
import type { CallSettled } from '../../contracts/router-event.js';
import { inputTokens, outputTokens, type TokenUsage } from '../../contracts/token-usage.js';
import { answeringAttempts } from '../answering-attempts.js';
import { dollars } from './dollars.js';
import { count, list, plain } from './words.js';

/** What a call cost, for what, what of it did not go to the answer, and what a kept reply saved. */
export function explainCost(call: CallSettled): string[] {
  return [...spent(call), ...savings(call)];
}

function spent(call: CallSettled): string[] {
  const { attempts, cost, usage } = call;
  if (attempts.length === 0) return ['It cost nothing, since no provider was asked.'];
  if (cost === null) {
    const models = new Set(attempts.filter((it) => it.cost === null).map((it) => plain(it.model)));
    const since = models.size === 0 ? '' : `, since the price of ${list([...models])} is`;
    return [`What it cost is unknown${since}.`, ...extras(call, 'Of what is known')];
  }
  const price = cost === 0n ? 'nothing' : dollars(cost);
  return [`It cost ${price}${tokens(usage)}.`, ...extras(call, 'Of that')];
}

function tokens(usage: TokenUsage): string {
  const [input, output] = [inputTokens(usage), outputTokens(usage)];
  if (input + output === 0) return '';
  const cached = usage.cacheRead > 0 ? ` (${count(usage.cacheRead)} of them cached)` : '';
  const estimated = usage.estimated ? ', as estimated' : '';
  const suspect = usage.suspect ? ', as far as what a provider counted can be right' : '';
  return ` for ${count(input)} prompt tokens${cached} and ${count(output)} completion tokens${estimated}${suspect}`;
}

function savings({ saved }: CallSettled): string[] {
  if (saved === undefined) return [];
  const amount = saved.cost === null ? 'an unknown amount' : dollars(saved.cost);
  return [`The kept reply saved ${amount}${tokens(saved.usage)}.`];
}

/** Attempts that cost something beside the one that answered. */
function extras({ attempts, servedModel }: CallSettled, part: string): string[] {
  const [winner, ...continuations] = answeringAttempts(attempts, servedModel);
  const paid = attempts
    .filter((it) => it !== winner && it.cost !== null && it.cost !== 0n)
    .sort((a, b) => a.index - b.index)
    .map((it) => `${dollars(it.cost ?? 0n)} went to ${purpose(it, continuations)}`);
  return paid.length === 0 ? [] : [`${part}, ${list(paid)}.`];
}

function purpose(attempt: AttemptRecord, continuations: readonly AttemptRecord[]): string {
  const model = plain(attempt.model);
  if (continuations.includes(attempt)) return `${model} for continuing the reply`;
  if (attempt.kind === 'hedge') return `the hedge to ${model}, which was not used`;
  return attempt.failure?.code === 'hedge_lost'
    ? `${model}, which the hedge overtook`
    : `${model}, whose attempt gave no answer`;
}
