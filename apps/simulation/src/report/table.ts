import { markdownTable } from './markdown-table.js';
import type { OverSeeds, Summary } from './summary.js';

const HEADS = [
  'scenario',
  'policy',
  'success %',
  'p50 ms',
  'p99 ms',
  'p99.9 ms',
  'attempts per request',
  '$ per 1,000',
  'wasted',
  'detected after s',
  'recovered after s',
];

/** A Markdown table, a row for each summary. */
export function table(summaries: readonly Summary[]): string {
  return markdownTable(HEADS, summaries.map(row), 2);
}

function row(summary: Summary): string[] {
  const trouble = summary.scenario !== 'healthy';
  return [
    summary.scenario,
    summary.policy,
    percent(summary.success),
    summary.p50.toFixed(0),
    summary.p99.toFixed(0),
    summary.p999.toFixed(0),
    summary.scenario === 'total outage'
      ? `${summary.attemptsPerRequest.toFixed(3)} (${summary.attemptsInTrouble.toFixed(2)})`
      : summary.attemptsPerRequest.toFixed(3),
    summary.usdPerThousand.toFixed(3),
    trouble ? summary.wasted.toFixed(0) : '',
    seconds(summary.detect, trouble),
    seconds(summary.recover, trouble && summary.detect !== undefined),
  ];
}

/** Rounded down: 99.996 is not 100. */
export function percent(share: number): string {
  return (Math.floor(share * 100_000 + 1e-6) / 1_000).toFixed(3);
}

function seconds(value: OverSeeds | undefined, expected: boolean): string {
  if (value === undefined) return expected ? 'never' : '';
  return `${(value.mean / 1_000).toFixed(2)} (${(value.worst / 1_000).toFixed(2)})`;
}
