import { type CheapFigures, SHARES, type WithinTask } from './train-cheap.js';
import type { TaskFigures } from './train-task.js';

/** What is compared, from the least to the most that is known of a prompt. */
export interface Compared<T> {
  readonly name: string;
  readonly figures: T;
}

const percent = (share: number): string =>
  Number.isNaN(share) ? '–' : `${(100 * share).toFixed(1)} %`;
const decimal = (number: number): string => (Number.isNaN(number) ? '–' : number.toFixed(3));
const signed = (number: number): string => (number >= 0 ? '+' : '−') + decimal(Math.abs(number));

/** Lines of a table: what each way gives, and what the last one gained over those before. */
export function taskTable(ways: readonly Compared<TaskFigures>[]): string[] {
  const rows = ways.map(({ name, figures }) => [
    name,
    decimal(figures.accuracy),
    decimal(figures.brier),
    decimal(figures.logLoss),
    `${percent(figures.accuracyWhereSure)} of ${percent(figures.coverage)}`,
  ]);
  return [
    ...table([['', 'accuracy', 'Brier', 'log loss', 'right where sure'], ...rows]),
    ...gains(ways, 'accuracy', ({ accuracy }) => accuracy),
  ];
}

export function cheapTable(ways: readonly Compared<CheapFigures>[]): string[] {
  const heads = SHARES.map((share) => `strong calls for ${100 * share} %`);
  const rows = ways.map(({ name, figures }) => [
    name,
    decimal(figures.auc),
    decimal(figures.brier),
    decimal(figures.calibrationError),
    ...figures.strongCalls.map(percent),
  ]);
  return [
    ...table([['', 'AUC', 'Brier', 'calibration error', ...heads], ...rows]),
    ...gains(ways, 'AUC', ({ auc }) => auc),
  ];
}

/** Where it speaks, and where it stays silent because it could only tell tasks apart, not prompts. */
export function withinTable(name: string, within: readonly WithinTask[]): string[] {
  return within.map(
    ({ task, prompts, auc, informative }) =>
      `  ${name}, among ${prompts} prompts of ${task === '' ? 'no task' : task}: AUC ${decimal(auc)}${informative ? '' : ' (not used there)'}`,
  );
}

/** The first two are chance and length; each of the others is held against both. */
function gains<T>(
  [chance, length, ...others]: readonly Compared<T>[],
  unit: string,
  of: (figures: T) => number,
): string[] {
  if (chance === undefined || length === undefined) return [];
  return others.map(
    ({ name, figures }) =>
      `  ${name}: ${signed(of(figures) - of(chance.figures))} ${unit} over chance, ${signed(of(figures) - of(length.figures))} over prompt length alone`,
  );
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    `  ${row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  ')}`.trimEnd(),
  );
}
