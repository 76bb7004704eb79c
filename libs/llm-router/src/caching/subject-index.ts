import type { CacheManagerLike } from '../contracts/options.js';

const PREFIX = 'llm-router:1:of:';
/** The latest of a subject. */
const MOST_KEYS = 1_000;

interface Entry {
  readonly keys: readonly string[];
  /** Epoch milliseconds when the last of them is over. */
  readonly until: number;
}

/**
 * Where the replies of a subject are, kept beside them. Two processes that add at once may forget a key; the reply is
 * sealed all the same.
 */
export class SubjectIndex {
  private line: Promise<unknown> = Promise.resolve();

  constructor(private readonly manager: CacheManagerLike) {}

  /** One after the other, so that at least this process forgets none. */
  add(subject: string, key: string, ttlMs: number, now: number): Promise<void> {
    const added = this.line.then(() => this.write(subject, key, ttlMs, now));
    this.line = added.catch(() => undefined);
    return added;
  }

  async keysOf(subject: string): Promise<readonly string[]> {
    return (await this.read(subject)).keys;
  }

  private async write(subject: string, key: string, ttlMs: number, now: number): Promise<void> {
    const before = await this.read(subject);
    const keys = [...before.keys.filter((it) => it !== key), key].slice(-MOST_KEYS);
    const until = Math.max(before.until, now + ttlMs);
    await this.manager.set(PREFIX + subject, { keys, until } satisfies Entry, until - now);
  }

  private async read(subject: string): Promise<Entry> {
    const entry = (await this.manager.get(PREFIX + subject)) as Entry | null | undefined;
    return entry ?? { keys: [], until: 0 };
  }
}
