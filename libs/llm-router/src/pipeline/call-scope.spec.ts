import { type Cancel, Clock } from '../contracts/clock.js';
import { ShuttingDownError } from '../contracts/errors/request-errors.js';
import { CallScope } from './call-scope.js';

class OneTimer extends Clock {
  due: (() => void) | undefined;
  milliseconds = 0;

  now(): number {
    return 0;
  }

  monotonic(): number {
    return 0;
  }

  override after(milliseconds: number, run: () => void): Cancel {
    this.milliseconds = milliseconds;
    this.due = run;
    return () => (this.due = undefined);
  }
}

const clock = new OneTimer();
const codeOf = ({ signal }: CallScope) => (signal.reason as { code?: string } | undefined)?.code;

it('ends when its time is up', () => {
  const scope = new CallScope(clock, undefined, 500);
  expect(clock.milliseconds).toBe(500);
  expect(scope.signal.aborted).toBe(false);
  clock.due?.();
  expect(codeOf(scope)).toBe('deadline_exceeded');
});

it('ends when its caller leaves, with the reason of the router where the caller gives one', () => {
  const caller = new AbortController();
  const scope = new CallScope(clock, caller.signal, 500);
  caller.abort(new Error('bye'));
  expect(codeOf(scope)).toBe('aborted');
  const stopped = AbortSignal.abort(new ShuttingDownError());
  expect(codeOf(new CallScope(clock, stopped, 500))).toBe('shutting_down');
});

it('lets go of the timer and of the caller once it is closed', () => {
  const caller = new AbortController();
  const scope = new CallScope(clock, caller.signal, 500);
  scope.close();
  expect(clock.due).toBeUndefined();
  caller.abort();
  expect(scope.signal.aborted).toBe(false);
});
