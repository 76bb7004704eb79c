import type { FailureFacts } from '../../contracts/attempt.js';
import type { RouteDecision } from '../../contracts/route-decision.js';
import type { Rung } from '../../contracts/rung.js';
import { explainRoute } from './explain-route.js';
import { RUNG_WORDS } from './rung-words.js';
import { list, plain, sentence } from './words.js';

/** Where a call would go, by name. */
export interface NamedTarget {
  readonly candidate: string;
  readonly rung?: Rung;
}

/** What would happen to a call that nobody was asked for, and why: one sentence for each fact, never none. */
export function explainPlan(
  decision: RouteDecision,
  targets: readonly NamedTarget[],
  refusal: Pick<FailureFacts, 'code' | 'message'> | undefined,
): string[] {
  return [
    `The call asks for ${plain(decision.asked)}.`,
    refusal === undefined ? whereTo(targets) : whyNot(refusal),
    ...explainRoute(decision),
  ];
}

function whereTo([first, ...others]: readonly NamedTarget[]): string {
  if (first === undefined) return 'It would go nowhere.';
  const rest = others.length === 0 ? '' : `; where that fails, to ${list(others.map(named))}`;
  return `It would go to ${named(first)}${rest}.`;
}

function named({ candidate, rung }: NamedTarget): string {
  return plain(candidate) + (rung === undefined ? '' : ` (${RUNG_WORDS[rung]})`);
}

function whyNot({ code, message }: Pick<FailureFacts, 'code' | 'message'>): string {
  return sentence(`It would be refused with ${plain(code)}: ${plain(message)}`);
}
