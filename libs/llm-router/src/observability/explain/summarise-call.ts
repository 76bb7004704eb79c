import type { CallSettled } from '../../contracts/router-event.js';
import { answeringAttempts } from '../answering-attempts.js';
import { attemptEnding, attemptRole } from './attempt-words.js';
import { dollars } from './dollars.js';
import { standing } from './explain-ending.js';
import { planned, reasonOf } from './explain-route.js';
import { count, duration, percent, plain } from './words.js';

const MOST_LEFT_OUT = 3;
/** Of a reason; a line should stay a line. */
const REASON_CHARACTERS = 80;
const MENTIONED_WAIT_MS = 100;

/**
 * A call in one line for a log: whom it went to, how long it took, what it cost, and why. It holds names, codes and
 * figures only: what a provider says of a request may quote it.
 */
export function summariseCall(call: CallSettled): string {
  const reasons = [...attempts(call), ...decided(call)];
  const { delivery, firstPartMs, durationMs, cost, saved } = call;
  const first =
    delivery === 'stream' && firstPartMs !== undefined
      ? [`first part after ${duration(firstPartMs)}`]
      : [];
  const head = [
    `${plain(call.id)} ${plain(call.requestedModel)} ${ending(call, duration(durationMs))}`,
    ...first,
    cost === null ? 'cost unknown' : dollars(cost),
    ...(saved?.cost ? [`${dollars(saved.cost)} saved`] : []),
  ].join(', ');
  return reasons.length === 0 ? `${head}.` : `${head}: ${reasons.join('; ')}.`;
}

function ending(call: CallSettled, took: string): string {
  const { status, failure, servedModel } = call;
  const code = failure === undefined ? '' : ` (${plain(failure.code)})`;
  const answer = servedModel === undefined ? '' : `→ ${plain(servedModel)} `;
  switch (status) {
    case 'succeeded':
      return `${answer || 'was answered '}${standingWords(call)}in ${took}`;
    case 'interrupted':
      return `${answer}broke off after ${took}${code}`;
    case 'aborted':
      return failure?.code === 'shutting_down'
        ? `${answer}was cut off by the shutdown after ${took}`
        : `${answer}was left by its caller after ${took}`;
    case 'timed_out':
      return `${answer}ran out of time after ${took}${code}`;
    default:
      return `${answer}failed after ${took}${code}`;
  }
}

function standingWords(call: CallSettled): string {
  const place = call.cache === 'hit' && call.rung === undefined ? 'cached' : standing(call);
  return place === undefined || place === 'the first choice'
    ? ''
    : `(${place.replace(/^(the|a|an) /, '')}) `;
}

/** Those that did not answer, or did so in an unusual role. */
function attempts({ attempts: made, servedModel }: CallSettled): string[] {
  const [winner, ...continuations] = answeringAttempts(made, servedModel);
  const waited = made.reduce((total, it) => total + (it.waitedMs ?? 0), 0);
  return [
    ...[...made]
      .sort((a, b) => a.index - b.index)
      .filter((it) => it !== winner || it.kind === 'hedge' || continuations.length > 0)
      .map((it) => `${attemptRole(it)} ${attemptEnding(it)}`),
    ...(waited < MENTIONED_WAIT_MS ? [] : [`${duration(waited)} were spent waiting`]),
  ];
}

function decided({ decision, rejections, rung }: CallSettled): string[] {
  const { rule, task, strategy, candidates = [] } = decision ?? {};
  const [first, ...others] = planned(candidates);
  const reason = first && reasonOf(first);
  return [
    ...(rung === 'refused' ? ['nobody on the ladder of the tier answered'] : []),
    ...(rule === undefined ? [] : [`rule "${plain(rule)}" fired`]),
    ...(task?.task === undefined
      ? []
      : [
          `taken for ${plain(task.task)}${task.confidence === undefined ? '' : ` (${percent(task.confidence)})`}`,
        ]),
    ...(first === undefined || others.length === 0
      ? []
      : [
          `${plain(strategy ?? 'the strategy')} preferred ${plain(first.candidate)}${reason === undefined ? '' : ` (${plain(reason, REASON_CHARACTERS)})`}`,
        ]),
    ...leftOut(decision === undefined ? rejections : undefined, candidates),
  ];
}

function leftOut(
  rejections: CallSettled['rejections'] | undefined,
  candidates: NonNullable<CallSettled['decision']>['candidates'],
): string[] {
  const rejected =
    rejections?.map(({ candidate, reason }) => ({ candidate, because: reason })) ??
    candidates.filter((it) => it.rejectedBy !== undefined);
  const shown = rejected
    .slice(0, MOST_LEFT_OUT)
    .map(
      (it) =>
        `${plain(it.candidate)} left out: ${plain(it.because ?? 'no reason given', REASON_CHARACTERS)}`,
    );
  const more = rejected.length - shown.length;
  return more > 0 ? [...shown, `${count(more)} more left out`] : shown;
}
