import {
  type AmbientContext,
  ambientContext,
  runWithDirectives,
} from '../pipeline/ambient-context.js';
import type { CallRouter } from '../pipeline/call-router.js';
import { isCompletable } from './completable.js';

/**
 * Runs a method under directives. A prompt or request that it returns, at once or later, is completed for it; an async
 * generator stays under them, although its body runs when somebody pulls.
 */
export function underDirectives(
  context: AmbientContext,
  method: () => unknown,
  router: CallRouter,
): unknown {
  const complete = (value: unknown): unknown =>
    isCompletable(value) ? router.complete(value) : value;
  return runWithDirectives(context, () => {
    const result = method();
    if (isAsyncGenerator(result)) return pulledUnder(ambientContext() ?? context, result);
    return result instanceof Promise ? result.then(complete) : complete(result);
  });
}

function pulledUnder(context: AmbientContext, inner: AsyncGenerator): AsyncGenerator {
  const outer: AsyncGenerator = Object.create(inner) as AsyncGenerator;
  return Object.assign(outer, {
    next: (value: unknown) => runWithDirectives(context, () => inner.next(value)),
    return: (value: unknown) => runWithDirectives(context, () => inner.return(value)),
    throw: (error: unknown) => runWithDirectives(context, () => inner.throw(error)),
    [Symbol.asyncIterator]: () => outer,
  });
}

function isAsyncGenerator(value: unknown): value is AsyncGenerator {
  return Object.prototype.toString.call(value) === '[object AsyncGenerator]';
}
