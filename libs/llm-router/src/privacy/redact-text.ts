import type { Redactor } from '../contracts/redactor.js';
import { mergeFindings } from './merge-findings.js';

/** The text with every finding replaced; `wanted` undefined means every entity. */
export function redactText(
  text: string,
  redactors: readonly Redactor[],
  wanted: ReadonlySet<string> | undefined,
  replace: (entity: string, value: string) => string,
): string {
  const findings = redactors
    .flatMap((it) => it.find(text))
    .filter((it) => wanted === undefined || wanted.has(it.entity));
  if (findings.length === 0) return text;
  let result = '';
  let position = 0;
  for (const { entity, start, end } of mergeFindings(findings)) {
    result += text.slice(position, start) + replace(entity, text.slice(start, end));
    position = end;
  }
  return result + text.slice(position);
}
