import type { Summary } from './summary.js';
import { table } from './table.js';
import { verdictList, verdicts } from './verdicts.js';

/** Everything that was measured, in Markdown. */
export function reportText(summaries: readonly Summary[], seeds: number): string {
  return `${table(summaries)}

The default's targets, over ${seeds} seeds:

${verdictList(verdicts(summaries))}`;
}
