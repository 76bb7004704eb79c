import type { ConsideredCandidate, RouteDecision } from '../../contracts/route-decision.js';
import type { TaskClass } from '../../contracts/task-class.js';
import { RUNG_WORDS } from './rung-words.js';
import { count, list, listed, percent, plain, sentence } from './words.js';

const MOST_NAMED = 20;

/** What routing decided and why, one sentence for each part of the decision. */
export function explainRoute(decision: RouteDecision): string[] {
  const { candidates, promptTokens, notes } = decision;
  return [
    ...explainName(decision),
    ...(decision.task === undefined ? [] : [explainTask(decision.task)]),
    `The prompt has about ${count(promptTokens, 'token')}.`,
    explainRanking(decision),
    ...explainRejections(candidates),
    ...notes
      .filter((note) => note !== '')
      .map((note) => sentence(plain(note)).replace(/^[a-z]/, (it) => it.toUpperCase())),
  ];
}

/** The candidates of the plan, best first. */
export function planned(candidates: readonly ConsideredCandidate[]): ConsideredCandidate[] {
  return candidates
    .filter((it) => it.place !== undefined)
    .sort((a, b) => (a.place ?? 0) - (b.place ?? 0));
}

/** The strategy's reason for a candidate: its words, else its score. */
export function reasonOf({ because, score }: ConsideredCandidate): string | undefined {
  if (because) return plain(because);
  return score !== undefined && Number.isFinite(score)
    ? `score ${score.toLocaleString('en-US', { maximumSignificantDigits: 3, useGrouping: false })}`
    : undefined;
}

function explainName({ asked, model, rule }: RouteDecision): string[] {
  const name = plain(model);
  if (rule !== undefined) {
    const then = model === asked ? '' : ` and sent the call to ${name}`;
    return [`The rule "${plain(rule)}" fired${then}.`];
  }
  return model === asked ? [] : [`That was taken as ${name}.`];
}

function explainTask({ classifier, task, confidence, language, cheapSuffices }: TaskClass): string {
  const sure = confidence === undefined ? '' : ` (${percent(confidence)} sure)`;
  const views = [
    ...(task === undefined ? [] : [`took the prompt for ${plain(task)}${sure}`]),
    ...(language === undefined ? [] : [`found the language ${plain(language)}`]),
    ...(cheapSuffices === undefined
      ? []
      : [`gave a cheap model a chance of ${percent(cheapSuffices)} to suffice`]),
  ];
  const said = views.length === 0 ? 'was not sure of anything' : list(views);
  return `The classifier ${plain(classifier)} ${said}.`;
}

function explainRanking({ candidates, strategy }: RouteDecision): string {
  const [first, ...others] = planned(candidates);
  if (first === undefined) return 'No candidate was left.';
  if (others.length === 0) return `One candidate was left: ${ranked(first)}.`;
  const order = listed(
    [first, ...others].map((it, index) => `${index + 1}. ${ranked(it)}`),
    MOST_NAMED,
  );
  return `The strategy ${plain(strategy)} ranked ${count(others.length + 1)} candidates: ${order}.`;
}

function ranked(candidate: ConsideredCandidate): string {
  const reason = reasonOf(candidate);
  const details = [
    ...(candidate.rung === undefined ? [] : [RUNG_WORDS[candidate.rung]]),
    ...(reason === undefined ? [] : [reason]),
  ];
  return plain(candidate.candidate) + (details.length > 0 ? ` (${details.join(', ')})` : '');
}

/** Who was left out, by which filter, and why. */
export function explainRejections(candidates: readonly ConsideredCandidate[]): string[] {
  const rejected = candidates.filter((it) => it.rejectedBy !== undefined);
  if (rejected.length === 0) return [];
  const reasons = rejected.map(
    ({ candidate, rejectedBy = '', because = 'it gave no reason' }) =>
      `${plain(candidate)} by the filter ${plain(rejectedBy)}: ${plain(because)}`,
  );
  return [`Left out: ${listed(reasons, MOST_NAMED)}.`];
}
