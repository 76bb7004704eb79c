/** Below Jest's time for a test, so that a wait in vain fails by its own words, and leaves no loop that keeps Jest alive. */
const WITHIN_MS = 25_000;
const EVERY_MS = 5;

/** Looks again and again until it holds: for what sockets and databases do in their own time, and tell nobody. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const began = performance.now();
  while (!(await holds())) {
    if (performance.now() - began > WITHIN_MS) {
      throw new Error(`This did not come true within ${WITHIN_MS / 1000} s: ${holds.toString()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
}
