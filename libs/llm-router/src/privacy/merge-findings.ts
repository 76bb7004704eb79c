import { stricterAction } from '../contracts/redact-actions.js';
import type { Found } from './found.js';

/**
 * Findings in order, none that changes something overlapping another. Overlapping ones become one that covers them all, so
 * that nothing that somebody found stays, under the strictest of their actions; it is named after the finding that has this
 * action, of several after the longest, then the surest, then the first. What is merely flagged stays beside them.
 */
export function mergeFindings(findings: readonly Found[]): Found[] {
  const flagged = findings.filter((it) => it.action === 'flag');
  const changing = findings.filter((it) => it.action !== 'flag');
  return [...merged(changing), ...merged(flagged)].sort((a, b) => a.start - b.start);
}

function merged(findings: readonly Found[]): Found[] {
  const ordered = findings.filter((it) => it.end > it.start).sort((a, b) => a.start - b.start);
  const result: Found[] = [];
  let naming: Found | undefined;
  for (const finding of ordered) {
    const last = result.at(-1);
    if (last === undefined || naming === undefined || finding.start >= last.end) {
      result.push(finding);
      naming = finding;
      continue;
    }
    if (names(finding, naming)) naming = finding;
    const { entity, action } = naming;
    result[result.length - 1] = {
      entity,
      action,
      start: last.start,
      end: Math.max(last.end, finding.end),
    };
  }
  return result;
}

function names(finding: Found, before: Found): boolean {
  if (finding.action !== before.action) {
    return stricterAction(finding.action, before.action) === finding.action;
  }
  const longer = finding.end - finding.start - (before.end - before.start);
  return longer > 0 || (longer === 0 && (finding.score ?? 0.5) > (before.score ?? 0.5));
}
