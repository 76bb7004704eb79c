import type { Fault, FaultKind, TimeSpan } from './upstream/fault.js';

const SECOND = 1_000;

export interface Scenario {
  readonly id: string;
  /** Arrivals stop then. Milliseconds after the beginning, as all times here. */
  readonly durationMs: number;
  /** When something is wrong; undefined: never. */
  readonly trouble?: TimeSpan;
  readonly fault?: FaultKind;
  /** How many of the providers have the fault: `one` is another one with each seed. */
  readonly reach?: 'one' | 'all';
  /** How soon a fault can be told: `hard` by one failure, `grey` only by several. */
  readonly kind: 'healthy' | 'hard' | 'grey' | 'outage';
}

const TROUBLE = { from: 30 * SECOND, until: 60 * SECOND };

function oneFault(fault: FaultKind, kind: 'hard' | 'grey'): Scenario {
  return { id: fault, durationMs: 120 * SECOND, trouble: TROUBLE, fault, reach: 'one', kind };
}

export const SCENARIOS: readonly Scenario[] = [
  { id: 'healthy', durationMs: 120 * SECOND, kind: 'healthy' },
  oneFault('refused', 'hard'),
  oneFault('slow', 'grey'),
  oneFault('black hole', 'hard'),
  oneFault('rate limit', 'hard'),
  oneFault('half errors', 'grey'),
  {
    id: 'total outage',
    durationMs: 90 * SECOND,
    trouble: { from: 30 * SECOND, until: 50 * SECOND },
    fault: 'refused',
    reach: 'all',
    kind: 'outage',
  },
];

/** The provider that has the fault, where one has it. */
export function faultyProvider(seed: number, providers: number): number {
  return seed % providers;
}

/** What is wrong with this provider. */
export function faultOf(
  { trouble, fault, reach }: Scenario,
  provider: number,
  faulty: number,
): Fault | undefined {
  if (trouble === undefined || fault === undefined) return undefined;
  return reach === 'all' || provider === faulty ? { kind: fault, ...trouble } : undefined;
}
