import { timeToDetect, timeToRecover } from '../measure/adaptation.js';
import { ShareTimeline } from '../measure/share-timeline.js';
import type { Scenario } from '../scenario.js';
import { MODEL } from '../upstream/profile.js';
import type { SimulatedUpstream, World } from '../upstream/simulated-upstream.js';
import type { CallSeen } from './caller.js';
import type { Cell } from './cell.js';
import type { SettledCallsSink } from './settled-calls.sink.js';

/** What came of a cell: plain data, fit for another thread. */
export interface CellResult {
  readonly cell: Cell;
  readonly requests: number;
  readonly succeeded: number;
  /** Calls that failed, by the code of their failure. */
  readonly failures: ReadonlyMap<string, number>;
  /** Calls that the router settled exactly once. */
  readonly settledOnce: number;
  /** Requests that a provider still worked on in the end. */
  readonly underWay: number;
  /** Milliseconds until the first part of each stream, ascending. */
  readonly firstPartMs: Float64Array;
  /** Requests to providers: every try of every call. */
  readonly attempts: number;
  readonly picoDollars: bigint;
  /** Attempts at the faulty provider, during the trouble, that it did not answer to the end. */
  readonly wasted: number;
  /** Of the calls that were made during the trouble. */
  readonly inTrouble: { readonly requests: number; readonly attempts: number };
  /** Undefined: it did not happen, or there is nothing to be detected. */
  readonly detectMs?: number;
  readonly recoverMs?: number;
}

export interface CellRecord {
  readonly cell: Cell;
  readonly scenario: Scenario;
  /** Index of the provider that has the fault, where one has it. */
  readonly faulty: number;
  readonly upstreams: readonly SimulatedUpstream[];
  readonly world: World;
  readonly sink: SettledCallsSink;
  readonly calls: readonly CallSeen[];
}

export function resultOf(record: CellRecord): CellResult {
  const { cell, upstreams, world, sink, calls } = record;
  const { arrivals, log } = world;
  return {
    cell,
    requests: arrivals.length,
    succeeded: calls.filter((it) => it.succeeded).length,
    failures: sink.failures,
    settledOnce: [...sink.settled.values()].filter((times) => times === 1).length,
    underWay: upstreams.reduce((sum, it) => sum + it.underWay, 0),
    firstPartMs: firstPartsOf(calls),
    attempts: log.sendings.length,
    picoDollars: sink.picoDollars,
    ...inTrouble(record),
    ...adaptation(record),
  };
}

function firstPartsOf(calls: readonly CallSeen[]): Float64Array {
  const streams = calls.filter(({ arrival }) => arrival.delivery === 'stream');
  return Float64Array.from(streams, (it) => it.firstPartMs).sort();
}

function inTrouble({ scenario, faulty, world }: CellRecord) {
  const { from = 0, until = 0 } = scenario.trouble ?? {};
  const during = (at: number): boolean => at >= from && at < until;
  const { sendings } = world.log;
  const isFaulty = (provider: number): boolean => scenario.reach === 'all' || provider === faulty;
  return {
    wasted: sendings.filter(
      (it) => isFaulty(it.provider) && during(it.at) && it.ended !== 'answered',
    ).length,
    inTrouble: {
      requests: world.arrivals.filter(({ at }) => during(at)).length,
      attempts: sendings.filter((it) => during(world.arrivals[it.request]!.at)).length,
    },
  };
}

/** Where only one provider has the fault. A probe of it is not what is meant by sending it calls. */
function adaptation({ scenario, faulty, upstreams, world, sink }: CellRecord) {
  const { trouble, reach, durationMs } = scenario;
  if (trouble === undefined || reach !== 'one') return {};
  const target = `${upstreams[faulty]!.id}/${MODEL}`;
  const firsts = world.log.sendings.filter(
    (it) => it.attempt === 0 && !(it.provider === faulty && sink.wasProbed(target, it.at)),
  );
  const timeline = new ShareTimeline(
    firsts.map(({ at, provider }) => ({ at, hit: provider === faulty })),
    durationMs,
  );
  const detectMs = timeToDetect(timeline, trouble, 1 / upstreams.length);
  return {
    detectMs,
    recoverMs: detectMs === undefined ? undefined : timeToRecover(timeline, trouble, durationMs),
  };
}
