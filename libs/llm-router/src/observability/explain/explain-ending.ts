import type { CallSettled } from '../../contracts/router-event.js';
import type { FinishReason } from '../../contracts/finish-reason.js';
import { answeringAttempts } from '../answering-attempts.js';
import { planned } from './explain-route.js';
import { RUNG_WORDS } from './rung-words.js';
import { duration, list, ordinal, plain, sentence } from './words.js';

const STOPS: Readonly<Partial<Record<FinishReason, string>>> = {
  length: 'It stopped at its limit of tokens.',
  content_filter: 'A content filter stopped it.',
  tool_calls: 'It asked for tools.',
};

/** What was asked for, and what became of it. */
export function explainEnding(call: CallSettled): string[] {
  const { decision, requestedModel, delivery, finishReason } = call;
  const stop = finishReason === undefined ? undefined : STOPS[finishReason];
  return [
    `The call asked for ${plain(decision?.asked ?? requestedModel)}, as a ${delivery}.`,
    ...ending(call),
    ...(stop === undefined ? [] : [stop]),
  ];
}

/** `the 2nd choice`, or the rung of the ladder; undefined where neither is known. */
export function standing({ rung, decision, servedModel }: CallSettled): string | undefined {
  if (rung !== undefined) return RUNG_WORDS[rung];
  const place = planned(decision?.candidates ?? []).findIndex((it) => it.candidate === servedModel);
  return place < 0 ? undefined : `the ${ordinal(place + 1)} choice`;
}

function ending(call: CallSettled): string[] {
  const { status, servedModel, failure, durationMs } = call;
  const after = `after ${duration(durationMs)}`;
  const reason = failure?.message ? `: ${sentence(plain(failure.message))}` : '.';
  const code = failure === undefined ? '' : ` with ${plain(failure.code)}`;
  switch (status) {
    case 'succeeded':
      return [answered(call)];
    case 'interrupted':
      return [
        `${plain(servedModel ?? 'A provider')} began to answer, and broke off ${after}${reason}`,
      ];
    case 'aborted':
      return [left(call, after)];
    case 'timed_out':
      return [`It ran out of time ${after}${reason}`, ...ladder(call)];
    default:
      return [`It failed ${after}${code}${reason}`, ...ladder(call)];
  }
}

function answered(call: CallSettled): string {
  const { attempts, cache, servedModel, rung } = call;
  if (rung === 'static') return `The answer was ${RUNG_WORDS.static}.`;
  if (rung === 'stale-cache') {
    return `The answer was ${RUNG_WORDS['stale-cache']}${servedModel === undefined ? '' : `, of ${plain(servedModel)}`}.`;
  }
  if (servedModel === undefined) return 'It was answered.';
  if (cache === 'hit')
    return `The answer came from the cache: it had been given by ${plain(servedModel)}.`;
  const [first, ...continuations] = answeringAttempts(attempts, servedModel);
  if (first !== undefined && continuations.length > 0) {
    const others = list(continuations.map((it) => plain(it.model)));
    return `The answer began with ${plain(first.model)}, and was continued by ${others}.`;
  }
  const place = standing(call);
  return `The answer came from ${plain(servedModel)}${place === undefined ? '' : `, ${place}`}.`;
}

function left({ failure, servedModel }: CallSettled, after: string): string {
  const meanwhile =
    servedModel === undefined
      ? 'before anybody had answered'
      : `while ${plain(servedModel)} was answering`;
  return failure?.code === 'shutting_down'
    ? `The router shut down ${after}, ${meanwhile}.`
    : `The caller left ${after}, ${meanwhile}.`;
}

function ladder({ rung }: CallSettled): string[] {
  return rung === 'refused'
    ? ['The ladder of the tier was tried to its end, and nobody on it answered.']
    : [];
}
