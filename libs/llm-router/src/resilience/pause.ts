import { setTimeout as wait } from 'node:timers/promises';

/** Waits so many milliseconds, or not at all; rejects with the signal's own reason as soon as it is aborted. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (milliseconds <= 0) return;
  try {
    await wait(milliseconds, undefined, { signal });
  } catch {
    throw signal.reason;
  }
}
