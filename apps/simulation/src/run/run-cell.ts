import { SeededRandom, VirtualClock } from 'nestjs-llm-router/testing';
import { named } from '../named.js';
import { POLICIES } from '../policy/policies.js';
import { faultOf, faultyProvider, type Scenario, SCENARIOS } from '../scenario.js';
import { MODEL, PROFILES } from '../upstream/profile.js';
import { SendingLog } from '../upstream/sending-log.js';
import { SimulatedUpstream } from '../upstream/simulated-upstream.js';
import { arrivals } from '../workload/arrivals.js';
import { call, type CallSeen, PATIENCE_MS } from './caller.js';
import type { Cell } from './cell.js';
import { type CellResult, resultOf } from './cell-result.js';
import { SettledCallsSink } from './settled-calls.sink.js';
import { simulatedRouter } from './simulated-router.js';

/** Apart from the numbers of the workload and of the upstreams. */
const ROUTER = 2_000;
const BASELINE = 2_001;

/** Calls that arrived last may take all their patience, and then still have to settle. */
const AFTERMATH_MS = 2 * PATIENCE_MS;

/** Runs a cell in virtual time. The same cell gives the same result, always. */
export async function runCell(
  cell: Cell,
  /** Shorter or otherwise different, for tests. */
  scenario: Scenario = named(SCENARIOS, cell.scenario),
): Promise<CellResult> {
  const policy = named(POLICIES, cell.policy);
  const { seed } = cell;
  const clock = new VirtualClock();
  const log = new SendingLog();
  const world = {
    seed,
    clock,
    log,
    arrivals: arrivals(seed, scenario.durationMs),
    tellsRateLimit: policy.heedsRetryAfter,
  };
  const faulty = faultyProvider(seed, PROFILES.length);
  const upstreams = PROFILES.map(
    (profile, index) =>
      new SimulatedUpstream(profile, index, world, faultOf(scenario, index, faulty)),
  );
  const sink = new SettledCallsSink(clock);
  const tools = {
    clock,
    random: new SeededRandom(seed ^ BASELINE),
    underWay: (id: string) => upstreams.find((it) => it.id === id)?.underWay ?? 0,
  };
  const { router, close } = await simulatedRouter({
    clock,
    random: new SeededRandom(seed ^ ROUTER),
    plugins: [sink, ...policy.plugins(tools)],
    options: {
      providers: upstreams,
      tiers: { chat: upstreams.map(({ id }) => `${id}/${MODEL}`) },
      timeouts: { total: PATIENCE_MS },
      ...policy.options,
    },
  });
  const calls: CallSeen[] = [];
  for (const arrival of world.arrivals) {
    clock.after(arrival.at, () => void call(router, clock, arrival).then((it) => calls.push(it)));
  }
  await clock.run(scenario.durationMs + AFTERMATH_MS);
  await close();
  return resultOf({ cell, scenario, faulty, upstreams, world, sink, calls });
}
