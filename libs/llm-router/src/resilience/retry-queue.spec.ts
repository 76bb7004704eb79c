import fc from 'fast-check';
import type { PlannedTarget } from '../contracts/attempt-plan.js';
import type { Candidate } from '../contracts/candidate.js';
import { LlmRouterError } from '../contracts/errors/llm-router-error.js';
import { UpstreamError, type UpstreamErrorCode } from '../contracts/errors/upstream-error.js';
import { RetryQueue, type Turn } from './retry-queue.js';

const policy = { attempts: 4, perTarget: 2, backoff: { baseMs: 100, maxMs: 1_000 } };
const targets = (...ids: string[]): PlannedTarget[] =>
  ids.map((id) => ({ candidate: { id } as Candidate }));
const failure = (code: UpstreamErrorCode, retryAfterMs?: number) =>
  new UpstreamError('failed', { code, provider: 'p', ...(retryAfterMs ? { retryAfterMs } : {}) });

/** Fails every turn with the same error, and tells who was tried. */
function run(queue: RetryQueue, error: LlmRouterError): Turn[] {
  const turns: Turn[] = [];
  for (let turn = queue.next(); turn; turn = queue.next()) {
    turns.push(turn);
    queue.failed(turn, error, 1_000);
  }
  return turns;
}

const ids = (turns: Turn[]) => turns.map((turn) => turn.target.candidate.id);

describe('RetryQueue', () => {
  it('tries every candidate once before it tries one again', () => {
    const queue = new RetryQueue(targets('a', 'b'), policy, () => 0.5);
    expect(ids(run(queue, failure('server_error')))).toEqual(['a', 'b', 'a', 'b']);
  });

  it('never returns to a target whose refusal is not transient', () => {
    const queue = new RetryQueue(targets('a', 'b'), policy, () => 0.5);
    expect(ids(run(queue, failure('auth_refused')))).toEqual(['a', 'b']);
  });

  it('waits for a Retry-After that is short enough, and does not come back for a longer one', () => {
    const short = run(new RetryQueue(targets('a'), policy, () => 0), failure('rate_limited', 700));
    expect(short.map((turn) => turn.notBefore)).toEqual([0, 1_700]);
    const long = run(
      new RetryQueue(targets('a'), policy, () => 0),
      failure('rate_limited', 60_000),
    );
    expect(long).toHaveLength(1);
  });

  it('goes back at once to a target that has another key, and leaves every candidate its turn', () => {
    const limited = new UpstreamError('failed', {
      code: 'rate_limited',
      provider: 'p',
      anotherKey: true,
    });
    const turns = run(new RetryQueue(targets('a', 'b'), policy, () => 0.5), limited);
    expect(ids(turns)).toEqual(['a', 'a', 'a', 'b']);
    expect(turns.map(({ notBefore, tries }) => [notBefore, tries])).toEqual(Array(4).fill([0, 1]));
  });

  it('comes to those that are out after all others, their retries included', () => {
    const [dead, well] = targets('dead', 'well');
    const queue = new RetryQueue([{ ...dead!, out: true }, well!], policy, () => 0.5);
    expect(queue.ready(0)).toEqual([well]);
    expect(queue.reserve.map((it) => it.candidate.id)).toEqual(['dead']);
    expect(ids(run(queue, failure('server_error')))).toEqual(['well', 'well', 'dead', 'dead']);
  });

  it('takes all as they stand where everybody is out', () => {
    const out = targets('a', 'b').map((it) => ({ ...it, out: true }));
    const queue = new RetryQueue(out, policy, () => 0.5);
    expect(queue.ready(0)).toEqual(out);
    expect(queue.reserve).toEqual([]);
  });

  it('keeps to the declared bounds for every placement of failures', () => {
    const code = fc.constantFrom<UpstreamErrorCode>('server_error', 'auth_refused', 'rate_limited');
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 6 }),
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 1, max: 3 }),
        fc.array(code, { minLength: 30, maxLength: 30 }),
        (count, attempts, perTarget, codes) => {
          const names = Array.from({ length: count }, (_, index) => `t${index}`);
          const queue = new RetryQueue(
            targets(...names),
            { ...policy, attempts, perTarget },
            () => 0,
          );
          const seen = new Map<string, number>();
          let taken = 0;
          for (let turn = queue.next(); turn; turn = queue.next()) {
            expect(turn.index).toBe(taken);
            seen.set(turn.target.candidate.id, (seen.get(turn.target.candidate.id) ?? 0) + 1);
            queue.failed(turn, failure(codes[taken]!), 0);
            taken++;
          }
          expect(taken).toBeLessThanOrEqual(attempts);
          for (const times of seen.values()) expect(times).toBeLessThanOrEqual(perTarget);
          expect(seen.size).toBe(Math.min(count, attempts));
        },
      ),
    );
  });
});
