import type { Finding } from '../contracts/redactor.js';

/**
 * Findings in order, none overlapping another. Overlapping ones become one that covers them all, so that nothing that
 * somebody found stays; it is named after the longest of them, the first of equals.
 */
export function mergeFindings(findings: readonly Finding[]): Finding[] {
  const ordered = findings.filter((it) => it.end > it.start).sort((a, b) => a.start - b.start);
  const merged: Finding[] = [];
  let longest = 0;
  for (const finding of ordered) {
    const last = merged.at(-1);
    const length = finding.end - finding.start;
    if (last === undefined || finding.start >= last.end) {
      merged.push(finding);
      longest = length;
      continue;
    }
    const entity = length > longest ? finding.entity : last.entity;
    longest = Math.max(longest, length);
    merged[merged.length - 1] = {
      entity,
      start: last.start,
      end: Math.max(last.end, finding.end),
    };
  }
  return merged;
}
