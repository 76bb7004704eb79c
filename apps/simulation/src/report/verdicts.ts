import { DEFAULT } from '../policy/policies.js';
import { SCENARIOS, type Scenario } from '../scenario.js';
import type { OverSeeds, Summary } from './summary.js';
import { percent } from './table.js';

/** Whether the default does what it has to. */
export interface Verdict {
  readonly target: string;
  readonly measured: string;
  readonly met: boolean;
}

/** A figure of one scenario; of several, the worst decides. */
interface Figure {
  readonly value: number;
  readonly worstSeed?: number;
  readonly scenario: string;
}

/** Targets of which nothing was measured are left out. Times are judged by their means over the seeds. */
export function verdicts(summaries: readonly Summary[]): Verdict[] {
  const own = summaries.filter((it) => it.policy === DEFAULT);
  const of = (...kinds: Scenario['kind'][]): Summary[] =>
    own.filter(({ scenario }) => kinds.some((kind) => kind === kindOf(scenario)));
  const answering = of('healthy', 'hard', 'grey');
  return [
    atMost(
      'success: at least 99.99 %',
      figures(answering, (it) => 1 - it.success),
      1e-4,
      (share) => `${percent(1 - share)} %`,
    ),
    atMost(
      'a hard fault is detected within 1.5 s',
      times(of('hard'), (it) => it.detect),
      1_500,
      seconds,
    ),
    atMost(
      'a grey fault is detected within 5 s',
      times(of('grey'), (it) => it.detect),
      5_000,
      seconds,
    ),
    atMost(
      'recovery within 10 s',
      times(of('hard', 'grey'), (it) => it.recover),
      10_000,
      seconds,
    ),
    atMost(
      'load: at most 1.06 attempts per request',
      figures(answering, (it) => it.attemptsPerRequest),
      1.06,
      (value) => value.toFixed(3),
    ),
    below(answering, summaries),
    atMost(
      'total outage: at most 1.35 attempts per request',
      figures(of('outage'), (it) => it.attemptsInTrouble),
      1.35,
      (value) => value.toFixed(3),
    ),
  ].filter((it) => it !== undefined);
}

/** One line each. */
export function verdictList(list: readonly Verdict[]): string {
  return list
    .map(({ target, measured, met }) => `- ${met ? 'met' : '**missed**'}: ${target}; ${measured}`)
    .join('\n');
}

function atMost(
  target: string,
  measured: readonly Figure[],
  limit: number,
  words: (value: number) => string,
): Verdict | undefined {
  const worst = worstOf(measured);
  if (worst === undefined) return undefined;
  return {
    target,
    measured: `worst: ${words(worst.value)} (${worst.scenario}${
      worst.worstSeed === undefined ? '' : `, ${words(worst.worstSeed)} with the worst seed`
    })`,
    met: worst.value <= limit + 1e-12,
  };
}

/** The p99 of the default against the best baseline of the same scenario. */
function below(own: readonly Summary[], summaries: readonly Summary[]): Verdict | undefined {
  const ratios = own.flatMap(({ scenario, p99 }): Figure[] => {
    const baselines = summaries.filter((it) => it.scenario === scenario && it.policy !== DEFAULT);
    if (baselines.length === 0) return [];
    return [{ scenario, value: p99 / Math.min(...baselines.map((it) => it.p99)) }];
  });
  const worst = worstOf(ratios);
  if (worst === undefined) return undefined;
  return {
    target: 'p99 below that of every baseline',
    measured: `worst: ${worst.value.toFixed(2)} times the best baseline's (${worst.scenario})`,
    met: worst.value < 1,
  };
}

function times(
  summaries: readonly Summary[],
  value: (it: Summary) => OverSeeds | undefined,
): Figure[] {
  return summaries.map((it) => ({
    scenario: it.scenario,
    value: value(it)?.mean ?? Infinity,
    worstSeed: value(it)?.worst,
  }));
}

function figures(summaries: readonly Summary[], value: (it: Summary) => number): Figure[] {
  return summaries.map((it) => ({ scenario: it.scenario, value: value(it) }));
}

function worstOf(list: readonly Figure[]): Figure | undefined {
  return list.reduce<Figure | undefined>(
    (worst, it) => (worst === undefined || it.value > worst.value ? it : worst),
    undefined,
  );
}

function seconds(milliseconds: number): string {
  return Number.isFinite(milliseconds) ? `${(milliseconds / 1_000).toFixed(2)} s` : 'never';
}

function kindOf(scenario: string): Scenario['kind'] | undefined {
  return SCENARIOS.find(({ id }) => id === scenario)?.kind;
}
