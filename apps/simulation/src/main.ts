import 'reflect-metadata';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { POLICIES } from './policy/policies.js';
import { withSection } from './report/docs-section.js';
import { failureList } from './report/failure-list.js';
import { methodText } from './report/method-text.js';
import { reportText } from './report/report-text.js';
import { summarise, type Summary } from './report/summary.js';
import { verdicts } from './report/verdicts.js';
import type { CellResult } from './run/cell-result.js';
import type { Cell } from './run/cell.js';
import { runCells } from './run/run-cells.js';
import { SCENARIOS } from './scenario.js';

const USAGE = `Usage: npm run simulate -- [--seeds 8] [--scenario NAME]... [--policy NAME]... [--quick] [--write]
  --scenario  ${SCENARIOS.map(({ id }) => id).join(', ')}. Default: all
  --policy    ${POLICIES.map(({ id }) => id).join(', ')}. Default: all
  --quick     two seeds
  --write     puts the report into docs/routing.md`;

const PAGE = join(import.meta.dirname, '../../../docs/routing.md');

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seeds: { type: 'string' },
      scenario: { type: 'string', multiple: true },
      policy: { type: 'string', multiple: true },
      quick: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(USAGE);
  const seeds = readSeeds(values.seeds ?? (values.quick ? '2' : '8'));
  const scenarios = chosen(SCENARIOS, values.scenario, '--scenario');
  const policies = chosen(POLICIES, values.policy, '--policy');
  const cells = scenarios.flatMap((scenario) =>
    policies.flatMap((policy) => seeds.map((seed): Cell => ({ scenario, policy, seed }))),
  );
  const began = performance.now();
  const results = await runCells(cells, (done) => progress(done, cells.length));
  check(results);
  const summaries = summariesOf(results);
  const text = reportText(summaries, seeds.length);
  console.log(text);
  console.error(failureList(summaries));
  console.error(`${cells.length} runs in ${((performance.now() - began) / 1_000).toFixed(0)} s`);
  if (values.write) write(`${methodText(seeds.length)}\n\n${text}`);
  if (verdicts(summaries).some(({ met }) => !met)) process.exitCode = 1;
}

function summariesOf(results: readonly CellResult[]): Summary[] {
  const groups = new Map<string, CellResult[]>();
  for (const result of results) {
    const name = `${result.cell.scenario}/${result.cell.policy}`;
    groups.set(name, [...(groups.get(name) ?? []), result]);
  }
  return [...groups.values()].map(summarise);
}

/** A simulation that loses a call measures nothing. */
function check(results: readonly CellResult[]): void {
  for (const { cell, requests, settledOnce, underWay } of results) {
    if (settledOnce === requests && underWay === 0) continue;
    throw new Error(
      `${cell.scenario}, ${cell.policy}, seed ${cell.seed}: of ${requests} calls ${settledOnce} settled once, and ${underWay} attempts never ended.`,
    );
  }
}

function readSeeds(text: string): number[] {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > 1_000) {
    throw new Error(`--seeds must be 1 to 1000, not "${text}".`);
  }
  return Array.from({ length: count }, (_, index) => index + 1);
}

function chosen(
  all: readonly { readonly id: string }[],
  asked: readonly string[] | undefined,
  option: string,
): string[] {
  const known = all.map(({ id }) => id);
  const unknown = asked?.find((it) => !known.includes(it));
  if (unknown !== undefined) {
    throw new Error(`${option}: nothing is called "${unknown}". Known: ${known.join(', ')}.`);
  }
  return known.filter((id) => asked?.includes(id) ?? true);
}

function progress(done: number, all: number): void {
  if (process.stderr.isTTY) process.stderr.write(done < all ? `\r${done} of ${all} runs` : '\r');
}

function write(text: string): void {
  const page = existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : '# Routing\n';
  writeFileSync(PAGE, withSection(page, text));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  console.error(USAGE);
  process.exitCode = 2;
});
