import type { AttemptRecord } from '../../contracts/attempt.js';
import { attemptEnding, attemptRole } from './attempt-words.js';
import { costWords } from './dollars.js';
import { RUNG_WORDS } from './rung-words.js';
import { count, duration, list, plain, sentence } from './words.js';

/** A shorter wait is no wait to speak of. */
const MENTIONED_WAIT_MS = 10;
const SAID_BY_THE_ENDING = new Set(['aborted', 'deadline_exceeded', 'hedge_lost', 'shutting_down']);

/** Every upstream try in the order in which they began: whom it asked, its phases, its end and its cost. */
export function explainAttempts(attempts: readonly AttemptRecord[]): string[] {
  return [...attempts].sort((a, b) => a.index - b.index).map(explainAttempt);
}

function explainAttempt(attempt: AttemptRecord): string {
  const { index, failure, rung, region, credential, waitedMs = 0 } = attempt;
  const details = [
    ...(rung === undefined ? [] : [RUNG_WORDS[rung]]),
    ...(region === undefined ? [] : [`in ${plain(region)}`]),
    ...(credential === undefined ? [] : [`with the key ${plain(credential)}`]),
    ...(waitedMs < MENTIONED_WAIT_MS ? [] : [`after waiting ${duration(waitedMs)}`]),
  ];
  const whom = [attemptRole(attempt), ...details].join(', ');
  const told = list([...phases(attempt), attemptEnding(attempt)]);
  const reason =
    failure?.message && !SAID_BY_THE_ENDING.has(failure.code)
      ? ` Reason: ${sentence(plain(failure.message))}`
      : '';
  return `Attempt ${count(index + 1)}, ${whom}: ${told}; ${costWords(attempt.cost)}.${reason}`;
}

function phases({ openedMs, firstPartMs, status }: AttemptRecord): string[] {
  const told = [
    ...(openedMs === undefined ? [] : [`headers after ${duration(openedMs)}`]),
    ...(firstPartMs === undefined ? [] : [`first part after ${duration(firstPartMs)}`]),
  ];
  if (told.length === 0 && status !== 'succeeded') return ['no answer began'];
  return openedMs !== undefined && firstPartMs === undefined && status !== 'succeeded'
    ? [...told, 'no content came']
    : told;
}
