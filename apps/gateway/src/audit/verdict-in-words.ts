import type { AuditVerdict } from 'nestjs-llm-router/typeorm';

const count = (number: number, one: string, many: string) =>
  `${number} ${number === 1 ? one : many}`;

/** What `audit:verify` prints. */
export function verdictInWords(
  database: string,
  { intact, entries, findings, found }: AuditVerdict,
  anchors: number,
): string {
  const what = `The audit trail in ${database}`;
  const size = count(entries, 'entry', 'entries');
  if (!intact) {
    const more = found - findings.length;
    return [
      `${what} is DAMAGED: ${count(found, 'finding', 'findings')} in ${size}.`,
      ...findings.map(({ damage, message }) => `  ${damage.padEnd(9)} ${message}`),
      ...(more > 0 ? [`  and ${more} more`] : []),
    ].join('\n');
  }
  const held =
    anchors === 0
      ? 'Without an anchor it cannot be said whether entries were cut off at its end: --anchor <file>.'
      : `It holds what ${count(anchors, 'anchor says', 'anchors say')}.`;
  return `${what} is intact: ${size}. ${held}`;
}
