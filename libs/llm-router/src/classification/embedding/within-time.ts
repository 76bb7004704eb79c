import type { Clock } from '../../contracts/clock.js';

/** What was asked did not answer in time. */
export class TooSlowError extends Error {}

/**
 * What `run` resolves with, or a rejection once the time is over or the outer signal aborts; either aborts the signal
 * that `run` is given. Nothing is left behind, whatever the ending.
 */
export async function withinTime<T>(
  clock: Clock,
  milliseconds: number,
  outer: AbortSignal | undefined,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const { signal } = controller;
  const ended = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
  const leave = (): void => controller.abort(outer?.reason);
  const cancel = clock.after(milliseconds, () =>
    controller.abort(new TooSlowError(`No answer within ${milliseconds} ms.`)),
  );
  outer?.addEventListener('abort', leave, { once: true });
  if (outer?.aborted) leave();
  try {
    return await Promise.race([ended, signal.aborted ? ended : run(signal)]);
  } finally {
    cancel();
    outer?.removeEventListener('abort', leave);
  }
}
