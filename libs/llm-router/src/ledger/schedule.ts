/** Runs something after `delayMs` milliseconds; the function that it returns calls that off. */
export type Schedule = (run: () => void, delayMs: number) => () => void;

/** On timers that keep no process alive. */
export const afterTimeout: Schedule = (run, delayMs) => {
  const timer = setTimeout(run, delayMs).unref();
  return () => clearTimeout(timer);
};
