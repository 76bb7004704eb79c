import type { Finding } from '../../contracts/redactor.js';

const BEGIN = /-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----/g;
const END = /-----END (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----/g;
const LINES = /(?:\s*[A-Za-z0-9+/=]{32,})*/y;

/** PEM and PGP blocks; of one that was cut off, the lines that are there. */
export function findPrivateKeys(text: string): Finding[] {
  const ends = [...text.matchAll(END)].map((it) => it.index + it[0].length);
  const findings: Finding[] = [];
  let next = 0;
  let covered = 0;
  for (const { 0: header, index: start } of text.matchAll(BEGIN)) {
    if (start < covered) continue;
    while ((ends[next] ?? Infinity) <= start) next++;
    covered = ends[next] ?? endOfLines(text, start + header.length);
    findings.push({ entity: 'secret', start, end: covered });
  }
  return findings;
}

function endOfLines(text: string, from: number): number {
  LINES.lastIndex = from;
  return from + (LINES.exec(text)?.[0].length ?? 0);
}
