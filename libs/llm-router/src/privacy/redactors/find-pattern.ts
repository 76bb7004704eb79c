import type { Finding } from '../../contracts/redactor.js';

/** All matches of a global pattern that `accept` agrees to. The pattern must not backtrack more than a bounded way per start. */
export function findPattern(
  text: string,
  pattern: RegExp,
  entity: string,
  accept: (match: string) => boolean = () => true,
): Finding[] {
  const findings: Finding[] = [];
  for (const match of text.matchAll(pattern)) {
    if (accept(match[0])) {
      findings.push({ entity, start: match.index, end: match.index + match[0].length });
    }
  }
  return findings;
}
