import type { CallSettled } from '../contracts/router-event.js';

/** Under `Symbol.for`, so that an error of one copy of the package can be explained by another. */
const SETTLED_CALL = Symbol.for('nestjs-llm-router.settled-call');

/** Lets whoever catches a call's error look up how the call ended. Not enumerable: nothing prints or stores it. */
export function rememberSettledCall(failure: object, call: CallSettled): void {
  Object.defineProperty(failure, SETTLED_CALL, { value: call, configurable: true });
}

/** The call that this error ended; undefined where it ended none. */
export function settledCallOf(failure: unknown): CallSettled | undefined {
  return typeof failure === 'object' && failure !== null
    ? (failure as { [SETTLED_CALL]?: CallSettled })[SETTLED_CALL]
    : undefined;
}
