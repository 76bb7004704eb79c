import type { CallFinding } from '../../contracts/call-finding.js';
import type { CallSettled } from '../../contracts/router-event.js';
import { count, list, plain } from './words.js';

/** What redactors found, by kind and number; never what it was. */
export function explainFindings({ findings = [] }: CallSettled): string[] {
  const inPrompt = findings.filter(({ direction }) => direction === 'input');
  const inAnswer = findings.filter(({ direction }) => direction === 'output');
  return [...told('the prompt', inPrompt), ...told('the answer', inAnswer)];
}

function told(where: string, findings: readonly CallFinding[]): string[] {
  if (findings.length === 0) return [];
  const kinds = findings.map((it) => `${count(it.count)} × ${plain(it.entity)} (${it.action})`);
  return [`Redaction found in ${where}: ${list(kinds)}.`];
}
