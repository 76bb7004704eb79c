import fc from 'fast-check';
import type { Candidate } from '../contracts/candidate.js';
import type { ChatRequest } from '../contracts/chat-request.js';
import type { RouteDirective } from '../contracts/directives.js';
import type { DegradeOptions } from '../contracts/tier.js';
import type { RouteOutcome } from './route-outcome.js';
import {
  candidate,
  exchange,
  HandDirectory,
  HandPerformance,
  out,
  routing,
} from './routing.fixture.js';

const IDS = ['a/1', 'a/2', 'b/1', 'b/2', 'c/1', 'c/2'];
const ALL = new Map(IDS.map((id) => [id, candidate(id)]));
const NAMES = ['tier:t', 'x', 'y', 'z'];
const messages: ChatRequest['messages'] = ['1', '2', '3'].map((content) => ({
  role: 'user',
  content,
}));

const some = fc.uniqueArray(fc.constantFrom(...IDS), { minLength: 1 });
const few = fc.uniqueArray(fc.constantFrom(...IDS), { maxLength: 4 });
const names = fc.array(fc.constantFrom(...NAMES), { maxLength: 4 });
const optional = <T>(it: fc.Arbitrary<T>) => fc.option(it, { nil: undefined });

const world = fc.record({
  models: fc.tuple(some, some, some, some),
  same: few,
  hard: few,
  soft: few,
  slow: few,
  degrade: optional(
    fc.record<DegradeOptions>(
      {
        sameModel: fc.boolean(),
        equal: names,
        smaller: names,
        trim: fc.record({ keepMessages: fc.integer({ min: 1, max: 4 }) }),
      },
      { requiredKeys: [] },
    ),
  ),
  asked: fc.constantFrom(...NAMES, 'x:floor', 'tier:t:nitro'),
  route: fc.record<RouteDirective>(
    {
      fallback: names,
      strategy: fc.constantFrom('backwards', 'as-written'),
      order: fc.uniqueArray(fc.constantFrom('a', 'b/1', 'none')),
      allowFallbacks: fc.boolean(),
      preferredMaxLatency: fc.constant(1),
    },
    { requiredKeys: [] },
  ),
});

type World = typeof world extends fc.Arbitrary<infer T> ? T : never;

function route({ models, same, hard, soft, slow, degrade, asked, route: said }: World) {
  const found = (wanted: readonly string[]) => wanted.map((id) => ALL.get(id)!);
  const directory = new HandDirectory(
    Object.fromEntries(NAMES.map((name, index) => [name, found(models[index]!)])),
    { 'tier:t': { degrade } },
    Object.fromEntries(IDS.map((id) => [id, found(same)])),
  );
  const stage = routing({
    directory,
    filters: [out(soft, { id: 'soft', yields: true }), out(hard, { id: 'hard' })],
    live: new HandPerformance(Object.fromEntries(slow.map((id) => [id, { firstPart: 5_000 }]))),
  });
  const call = exchange(asked, said, { request: { messages } });
  const outcome = stage.decide(call) as RouteOutcome;
  const { name, steps } = askedNames(asked, said, degrade);
  const considered = new Set<Candidate>(steps.flatMap((it) => directory.resolve(it)));
  if (name === 'tier:t' && degrade?.sameModel && said.allowFallbacks !== false) {
    for (const it of found(same)) considered.add(it);
  }
  return { outcome, call, considered };
}

/** Every name whose candidates have to be looked at. */
function askedNames(asked: string, said: RouteDirective, degrade: DegradeOptions | undefined) {
  const name = asked.replace(/:floor$|:nitro$/, '');
  if (said.allowFallbacks === false) return { name, steps: [name] };
  const ladder = name === 'tier:t' ? [...(degrade?.equal ?? []), ...(degrade?.smaller ?? [])] : [];
  return { name, steps: [name, ...(said.fallback ?? []), ...ladder] };
}

it('holds no target twice, except with a trimmed request', () => {
  fc.assert(
    fc.property(world, (it) => {
      const targets = route(it).outcome.plan?.targets ?? [];
      for (const trimmed of [true, false]) {
        const ids = targets
          .filter(({ rung }) => (rung === 'trimmed') === trimmed)
          .map((target) => target.candidate.id);
        expect(new Set(ids).size).toBe(ids.length);
      }
      for (const { rung, request } of targets) {
        expect(request !== undefined).toBe(rung === 'trimmed');
      }
    }),
  );
});

it('places or rejects everybody who was considered, with a reason', () => {
  fc.assert(
    fc.property(world, (it) => {
      const { outcome, considered, call } = route(it);
      const { candidates } = outcome.decision;
      const seen = new Set(candidates.map((entry) => entry.candidate));
      expect([...seen].sort()).toEqual([...considered].map(({ id }) => id).sort());
      const placed = candidates.filter(({ place }) => place !== undefined);
      expect(placed.map((entry) => entry.candidate).length).toBe(outcome.plan?.targets.length ?? 0);
      for (const entry of placed) {
        expect(entry.rejectedBy).toBeUndefined();
        expect(outcome.plan!.targets[entry.place!]).toMatchObject({
          candidate: { id: entry.candidate },
          ...(entry.rung === undefined ? {} : { rung: entry.rung }),
        });
      }
      for (const entry of candidates) {
        if (entry.place !== undefined) continue;
        expect(entry.rejectedBy).toBeDefined();
        expect(entry.because).toBeTruthy();
        expect(call.journal.rejections).toContainEqual({
          candidate: entry.candidate,
          filter: entry.rejectedBy,
          reason: entry.because,
        });
      }
    }),
  );
});

it('never plans whom a hard filter rejects, and refuses only where nobody is left', () => {
  fc.assert(
    fc.property(world, (it) => {
      const { outcome } = route(it);
      const targets = outcome.plan?.targets ?? [];
      for (const { candidate: chosen } of targets) expect(it.hard).not.toContain(chosen.id);
      expect(outcome.refusal === undefined).toBe(targets.length > 0);
    }),
  );
});

it('goes down the ladder only', () => {
  const LADDER = ['same-model', 'equal', 'smaller', 'trimmed'];
  fc.assert(
    fc.property(world, (it) => {
      const targets = route(it).outcome.plan?.targets ?? [];
      const heights = targets.map(({ rung }) => LADDER.indexOf(rung ?? 'first'));
      expect(heights).toEqual([...heights].sort((a, b) => a - b));
      if (it.route.preferredMaxLatency !== undefined) return;
      const named = targets.filter(({ rung }) => rung === undefined || rung === 'fallback');
      const fallbacks = named.map(({ rung }) => rung === 'fallback');
      expect(fallbacks).toEqual([...fallbacks].sort());
    }),
  );
});

it('does not depend on the order of the filters', () => {
  fc.assert(
    fc.property(world, (it) => {
      const found = (wanted: readonly string[]) => wanted.map((id) => ALL.get(id)!);
      const directory = new HandDirectory({ x: found(it.models[1]) });
      const filters = [out(it.soft, { id: 'soft', yields: true }), out(it.hard, { id: 'hard' })];
      const plan = (list: typeof filters) => {
        const { plan: made } = routing({ directory, filters: list }).decide(
          exchange('x'),
        ) as RouteOutcome;
        return made?.targets.map(({ candidate: { id } }) => id);
      };
      expect(plan(filters)).toEqual(plan([...filters].reverse()));
    }),
  );
});
