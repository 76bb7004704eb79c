import fc from 'fast-check';
import type { Priority } from '../contracts/directives.js';
import { A, B, limiterSetUp } from './target-limiter.fixture.js';
import type { TakenSlot } from './target-limiter.js';

const GONE = new Error('the caller left');

describe('TargetLimiter, whatever happens', () => {
  interface Call {
    readonly targets: readonly string[];
    readonly priority: Priority;
    readonly number: number;
    readonly controller: AbortController;
    result: TakenSlot | Error | undefined;
  }
  type Step =
    | { do: 'take'; targets: readonly string[]; priority: Priority; leftMs: number }
    | { do: 'release'; pick: number; failed: boolean; latencyMs: number }
    | { do: 'abort'; pick: number }
    | { do: 'pass'; ms: number };
  const targets = fc.uniqueArray(fc.constantFrom(A, B, 'p/c'), { minLength: 1 });
  const priority = fc.constantFrom<Priority>('high', 'normal', 'low');
  const step: fc.Arbitrary<Step> = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constant('take' as const),
        targets,
        priority,
        leftMs: fc.nat(4_000),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant('release' as const),
        pick: fc.nat(),
        failed: fc.boolean(),
        latencyMs: fc.nat(1_000),
      }),
    },
    fc.record({ do: fc.constant('abort' as const), pick: fc.nat() }),
    fc.record({ do: fc.constant('pass' as const), ms: fc.nat(800) }),
  );

  const RANK = { high: 0, normal: 1, low: 2 };
  const sooner = (a: Call, b: Call): boolean =>
    RANK[a.priority] < RANK[b.priority] || (a.priority === b.priority && a.number < b.number);

  it('limits and priorities are kept, everybody gets one answer, and counts return to zero', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const { clock, limiter } = limiterSetUp({
          min: 1,
          initial: 2,
          max: 4,
          queue: 4,
          maxWait: 2_000,
        });
        const calls: Call[] = [];
        let held: Call[] = [];
        const flush = async (): Promise<void> => {
          const waitingBefore = calls.filter((it) => it.result === undefined);
          for (let turn = 0; turn < 6; turn++) await Promise.resolve();
          const granted = waitingBefore.filter(
            (it): it is Call & { result: TakenSlot } =>
              it.result !== undefined && !(it.result instanceof Error),
          );
          held.push(...granted);
          const waiting = calls.filter((it) => it.result === undefined);
          expect(limiter.waiting).toBe(waiting.length);
          expect(waiting.length).toBeLessThanOrEqual(4);
          for (const it of waiting) {
            for (const target of it.targets) {
              // Nobody waits beside a free place, and nobody was passed by somebody of less weight.
              const { inUse, limit } = limiter.of(target)!;
              expect(inUse).toBeGreaterThanOrEqual(limit);
              for (const other of granted) {
                if (other.result.target === target) expect(sooner(it, other)).toBe(false);
              }
            }
          }
          for (const target of [A, B, 'p/c']) {
            const inUse = limiter.of(target)?.inUse ?? 0;
            expect(inUse).toBe(
              held.filter((it) => (it.result as TakenSlot).target === target).length,
            );
            expect(inUse).toBeLessThanOrEqual(4);
          }
        };
        for (const it of steps) {
          if (it.do === 'take') {
            const controller = new AbortController();
            const call: Call = {
              targets: it.targets,
              priority: it.priority,
              number: calls.length,
              controller,
              result: undefined,
            };
            calls.push(call);
            const answer = (result: TakenSlot | Error): void => {
              expect(call.result).toBeUndefined();
              call.result = result;
            };
            const { signal } = controller;
            const deadline = clock.now() + it.leftMs;
            limiter
              .take(it.targets, { priority: it.priority, deadline, signal })
              .then(answer, answer);
          } else if (it.do === 'release' && held.length > 0) {
            const [call] = held.splice(it.pick % held.length, 1);
            const { failed, latencyMs } = it;
            const { slot } = call!.result as TakenSlot;
            slot.release({ delivery: 'stream', failed, latencyMs });
            slot.release();
          } else if (it.do === 'abort') {
            const waiting = calls.filter((each) => each.result === undefined);
            waiting[it.pick % Math.max(1, waiting.length)]?.controller.abort(GONE);
          } else if (it.do === 'pass') clock.advance(it.ms);
          await flush();
        }
        while (held.length > 0) {
          const ending = held;
          held = [];
          for (const call of ending) (call.result as TakenSlot).slot.release();
          await flush();
        }
        expect(calls.filter((it) => it.result === undefined)).toEqual([]);
        expect([A, B, 'p/c'].map((it) => limiter.of(it)?.inUse ?? 0)).toEqual([0, 0, 0]);
        expect([limiter.waiting, clock.pending]).toEqual([0, 0]);
      }),
    );
  });
});
