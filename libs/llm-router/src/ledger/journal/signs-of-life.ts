/** How often an owner says that it lives, for those who cannot see its process. */
export const BEAT_MS = 10_000;
/** Who says nothing for this long has gone. */
const SILENT_MS = 6 * BEAT_MS;

interface Heard {
  readonly sign: number;
  /** On the listener's own clock that never steps. */
  readonly since: number;
}

/**
 * What is heard of processes that cannot be seen. Only that a sign changes counts, and for how long it has not on the
 * listener's own monotonic clock: no two wall clocks are compared, so that none of them matters.
 */
export class SignsOfLife {
  private readonly heard = new Map<string, Heard>();

  /** Whether this sign has been the same for a minute. The first time that it is heard, it never has. */
  isSilent(name: string, sign: number, monotonicMs: number): boolean {
    const last = this.heard.get(name);
    if (last?.sign === sign) return monotonicMs - last.since > SILENT_MS;
    this.heard.set(name, { sign, since: monotonicMs });
    return false;
  }

  /** Forgets all but these. */
  keep(names: ReadonlySet<string>): void {
    for (const name of this.heard.keys()) if (!names.has(name)) this.heard.delete(name);
  }
}
