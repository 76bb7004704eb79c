import type { AttemptRecord } from '../../contracts/attempt.js';
import type { CallSettled } from '../../contracts/router-event.js';
import { answeringAttempts } from '../answering-attempts.js';
import { count, duration, list, plain } from './words.js';

/** Shorter spans are not worth a word. */
const MENTIONED_MS = 1;
const MENTIONED_WAIT_MS = 10;

/** How long a call took, and where the time went. */
export function explainTime(call: CallSettled): string {
  const took = `It took ${duration(call.durationMs)} in all`;
  const { attempts } = call;
  const [winner] = answeringAttempts(attempts, call.servedModel);
  if (winner !== undefined) return `${took}: ${answeredSpans(call, winner)}.`;
  if (attempts.length === 0) return `${took}, and no provider was asked.`;
  const [asking, waiting] = [sum(attempts, 'durationMs'), sum(attempts, 'waitedMs')];
  // Attempts that ran side by side do not add up to the time that passed.
  if (!(asking + waiting <= call.durationMs + attempts.length)) return `${took}.`;
  const waited = waiting < MENTIONED_WAIT_MS ? '' : ` and ${duration(waiting)} for waiting`;
  return `${took}: ${duration(asking)} for ${count(attempts.length, 'attempt')}${waited}.`;
}

function answeredSpans(call: CallSettled, winner: AttemptRecord): string {
  const whole = Math.max(0, call.durationMs);
  const before = clamp(winner.startedAt - call.startedAt, whole);
  const first = clamp(winner.firstPartMs ?? winner.durationMs, whole - before);
  const rest = whole - before - first;
  const target = plain(winner.model);
  const headers =
    winner.openedMs === undefined ? '' : ` (headers after ${duration(winner.openedMs)})`;
  return list([
    ...(before < MENTIONED_MS
      ? []
      : [`${duration(before)} before ${target} was asked${spentOn(call, winner)}`]),
    `${duration(first)} until its first part${headers}`,
    ...(rest < MENTIONED_MS ? [] : [`${duration(rest)} for the rest`]),
  ]);
}

/** What the time before the winner was asked went to. */
function spentOn({ attempts }: CallSettled, winner: AttemptRecord): string {
  const before = attempts.filter((it) => it.index < winner.index);
  const over = before.filter((it) => it.startedAt + it.durationMs <= winner.startedAt + 1);
  const waiting = sum([...before, winner], 'waitedMs');
  const spans = [
    ...(over.length === 0
      ? []
      : [`${duration(sum(over, 'durationMs'))} on ${count(over.length, 'earlier attempt')}`]),
    ...(waiting < MENTIONED_WAIT_MS ? [] : [`${duration(waiting)} waiting`]),
    ...(over.length < before.length ? ['another one was still running'] : []),
  ];
  return spans.length === 0 ? '' : ` (${spans.join(', ')})`;
}

function sum(attempts: readonly AttemptRecord[], field: 'durationMs' | 'waitedMs'): number {
  return attempts.reduce((total, it) => total + (it[field] ?? 0), 0);
}

/** Clocks may step while a call runs. */
function clamp(milliseconds: number, most: number): number {
  return Math.min(Math.max(0, milliseconds || 0), most);
}
