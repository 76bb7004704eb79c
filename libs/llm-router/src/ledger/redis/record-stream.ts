import { Redis } from 'ioredis';
import { isAfter } from './stream-id.js';

const GROUP = 'ledger';
/** Processes need no names of their own: an entry is given out once, and claimed by one. */
const CONSUMER = 'relay';
const FIELD = 'call';
/** Of one exchange; a call waits for it at most. */
const TIMEOUT_MS = 2_000;
/** Whoever has had an entry for this long and not let go of it has ended. */
const CLAIM_AFTER_MS = 10_000;
const PROBE_TTL_MS = 60_000;
/** Of the stream's nodes, for the estimate of its size. */
const SAMPLES = 20;
const MOST_SET_ASIDE = 1_000;

/** A record as the stream holds it; no text: it is none of ours. */
export interface StreamEntry {
  readonly id: string;
  readonly record: string | undefined;
  readonly fields: readonly string[];
}

type RawEntry = readonly [id: string, fields: readonly string[] | null];
type Answers = readonly (readonly [error: Error | null, answer: unknown])[] | null;

/** The stream of records in Redis, and what is known of it. Every method rejects where Redis does not answer in 2 s, or says no. */
export class RecordStream {
  private readonly redis: Redis;
  private readonly probe: string;
  private connection: Redis | undefined;
  private connecting: Promise<Redis> | undefined;
  private length = 0;
  private bytes = 0;
  private oldest: string | undefined;
  private newestOwn: string | undefined;

  constructor(
    redis: Redis | string,
    private readonly key: string,
  ) {
    this.redis = typeof redis === 'string' ? new Redis(redis, { lazyConnect: true }) : redis;
    this.probe = `${key}:probe`;
  }

  /** Entries that nobody has let go of. */
  get entries(): number {
    return this.length;
  }

  /** Memory that Redis uses for them, as it estimates. */
  get usedBytes(): number {
    return this.bytes;
  }

  /** Where records go that cannot be read. */
  get asideKey(): string {
    return `${this.key}:damaged`;
  }

  /** Tells later whether all that was appended from here until now has been let go of, by whomever. */
  mark(): () => boolean {
    const last = this.newestOwn;
    return () => last === undefined || this.oldest === undefined || isAfter(this.oldest, last);
  }

  /** Appends records in one exchange. */
  async append(records: readonly string[]): Promise<void> {
    await this.exchange(async (redis) => {
      const pipeline = redis.pipeline();
      for (const record of records) pipeline.xadd(this.key, '*', FIELD, record);
      const answers = answersOf(await this.withState(pipeline).exec());
      this.newestOwn = answers[records.length - 1] as string;
      this.learn(answers.slice(records.length));
    });
  }

  /** The next entries that nobody has read, else those that someone who has ended had read. */
  async read(limit: number): Promise<readonly StreamEntry[]> {
    return this.exchange(async (redis) => {
      const { key } = this;
      const fresh = (await redis.xreadgroup(
        'GROUP',
        GROUP,
        CONSUMER,
        'COUNT',
        limit,
        'STREAMS',
        key,
        '>',
      )) as readonly [key: string, entries: readonly RawEntry[]][] | null;
      const entries = fresh?.[0]?.[1] ?? (await this.claim(redis, limit));
      return entries.map(entryOf);
    });
  }

  /** Lets go of entries for good. */
  async release(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await this.exchange(async (redis) => {
      const multi = redis
        .multi()
        .xack(this.key, GROUP, ...ids)
        .xdel(this.key, ...ids);
      this.learn(answersOf(await this.withState(multi).exec()).slice(2));
    });
  }

  /** Moves an entry out of the way; the last thousand of those are kept. */
  async setAside({ id, fields }: StreamEntry): Promise<void> {
    await this.exchange(async (redis) => {
      const multi = redis.multi().xack(this.key, GROUP, id).xdel(this.key, id);
      const content = fields.length > 0 ? fields : [FIELD, ''];
      multi.xadd(this.asideKey, 'MAXLEN', '~', MOST_SET_ASIDE, '*', ...content);
      answersOf(await multi.exec());
    });
  }

  /** Whether Redis takes writes, and what is in the stream by now. */
  async look(): Promise<void> {
    await this.exchange(async (redis) => {
      const pipeline = redis.pipeline().set(this.probe, '', 'PX', PROBE_TTL_MS);
      this.learn(answersOf(await this.withState(pipeline).exec()).slice(1));
    });
  }

  /** What Redis says of itself in this section of `INFO`, by name. */
  async info(section: 'memory' | 'persistence'): Promise<ReadonlyMap<string, string>> {
    const text = await this.exchange((redis) => redis.info(section));
    const pairs = text.matchAll(/^(\w+):(.*?)\r?$/gm);
    return new Map([...pairs].map(([, name = '', value = '']) => [name, value]));
  }

  close(): void {
    this.connection?.disconnect();
    this.connection = undefined;
  }

  private async claim(redis: Redis, limit: number): Promise<readonly RawEntry[]> {
    const [, entries] = await redis.xautoclaim(
      this.key,
      GROUP,
      CONSUMER,
      CLAIM_AFTER_MS,
      '0-0',
      'COUNT',
      limit,
    );
    // Redis before 7 gives null for what is in the stream no more.
    return (entries as readonly (RawEntry | null)[]).filter((it) => it !== null);
  }

  private withState<T extends ReturnType<Redis['pipeline']>>(pipeline: T): T {
    pipeline.xlen(this.key).memory('USAGE', this.key, 'SAMPLES', SAMPLES);
    pipeline.xrange(this.key, '-', '+', 'COUNT', 1);
    return pipeline;
  }

  private learn([length, bytes, first]: readonly unknown[]): void {
    this.length = length as number;
    this.bytes = (bytes as number | null) ?? 0;
    this.oldest = (first as readonly RawEntry[])[0]?.[0];
  }

  /** After a failure nothing of this connection is waited for, nor used. */
  private async exchange<T>(work: (redis: Redis) => Promise<T>): Promise<T> {
    const redis = await this.connected();
    try {
      return await work(redis);
    } catch (error) {
      redis.disconnect();
      throw error;
    }
  }

  private connected(): Promise<Redis> {
    const { connection } = this;
    if (connection?.status === 'ready' && this.connecting === undefined) {
      return Promise.resolve(connection);
    }
    return (this.connecting ??= this.connect().finally(() => {
      this.connecting = undefined;
    }));
  }

  private async connect(): Promise<Redis> {
    this.close();
    // Its own settings, so that nothing waits in a queue, and nothing old is sent later.
    const connection = this.redis.duplicate({
      lazyConnect: true,
      connectTimeout: TIMEOUT_MS,
      commandTimeout: TIMEOUT_MS,
      disconnectTimeout: TIMEOUT_MS,
      enableOfflineQueue: false,
      autoResendUnfulfilledCommands: false,
      maxRetriesPerRequest: 0,
      retryStrategy: () => null,
      reconnectOnError: null,
    });
    let reason: unknown;
    connection.on('error', (error) => (reason = error));
    this.connection = connection;
    try {
      await connection.connect();
      await connection.xgroup('CREATE', this.key, GROUP, '0', 'MKSTREAM').catch(ignoreExisting);
    } catch (error) {
      connection.disconnect();
      // What is rejected with says only that there is no connection.
      throw reason ?? error;
    }
    return connection;
  }
}

function entryOf([id, raw]: RawEntry): StreamEntry {
  const fields = raw ?? [];
  return { id, record: fields[0] === FIELD ? fields[1] : undefined, fields };
}

function answersOf(answers: Answers): unknown[] {
  return (answers ?? []).map(([error, answer]) => {
    if (error !== null) throw error;
    return answer;
  });
}

function ignoreExisting(error: Error): void {
  if (!error.message.startsWith('BUSYGROUP')) throw error;
}
