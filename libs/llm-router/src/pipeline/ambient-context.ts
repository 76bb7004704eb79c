import { AsyncLocalStorage } from 'node:async_hooks';
import type { Caller } from '../contracts/caller.js';
import type { Directives } from '../contracts/directives.js';
import { mergeDirectives } from './merge-directives.js';

/** What the decorators around the running code say, and who is calling. */
export interface AmbientContext {
  readonly directives: Directives;
  readonly caller?: Caller;
}

/** On the global object, so that two copies of the package in one process share it. */
const KEY = Symbol.for('nestjs-llm-router.ambient-context');
const globals = globalThis as { [KEY]?: AsyncLocalStorage<AmbientContext> };
const storage = (globals[KEY] ??= new AsyncLocalStorage<AmbientContext>());

/** The context of the code that runs now. Read it once, at entry: a stream that is pulled later has lost it. */
export function ambientContext(): AmbientContext | undefined {
  return storage.getStore();
}

/** Runs `work` under these directives, within those that already hold. */
export function runWithDirectives<T>(inner: AmbientContext, work: () => T): T {
  const outer = storage.getStore();
  return storage.run(
    {
      directives: mergeDirectives(outer?.directives ?? {}, inner.directives),
      caller: inner.caller ?? outer?.caller,
    },
    work,
  );
}
