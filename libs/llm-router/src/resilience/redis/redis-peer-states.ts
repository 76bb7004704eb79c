import { randomUUID } from 'node:crypto';
import { Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Redis } from 'ioredis';
import { type Cancel, type Clock, SystemClock } from '../../contracts/clock.js';
import { type PeerState, PeerStates } from '../../contracts/peer-states.js';
import { readReports, writeReport } from './peer-report.js';

/** One writes and another reads: twice this, and the time of both exchanges, is within a second. */
const EVERY_MS = 450;
/** Of one exchange, the connection included. */
const TIMEOUT_MS = 1_000;
/** How long others hear of a process that has gone. */
const REPORT_TTL_MS = 3_000;
/** How long what was heard counts where nothing new is heard. */
const STALE_MS = 2_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 10_000;

const NOTHING: ReadonlyMap<string, PeerState> = new Map();
const noCancel: Cancel = () => undefined;

type Source = Parameters<PeerStates['tell']>[0];

/**
 * Live state that processes share through Redis: `forRoot({ peers: new RedisPeerStates('redis://127.0.0.1:6379') })`.
 *
 * Twice a second it writes what this process knows and reads what the others do, in one round trip, on a connection of
 * its own. Nobody ever waits for it: while Redis is away, frozen or slow, what was heard is forgotten after 2 s, and it
 * is tried again after 1 s, later after 10 s at most. The clocks of the processes should agree to a few 100 ms.
 */
export class RedisPeerStates extends PeerStates implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(RedisPeerStates.name);
  private readonly id = randomUUID();
  private readonly sources: Source[] = [];
  private readonly redis: Redis;
  private readonly members: string;
  private states = NOTHING;
  private others: readonly string[] = [];
  private gone: readonly string[] = [];
  private connection: Redis | undefined;
  private failures = 0;
  private stopped = false;
  private cancelNext = noCancel;
  private cancelStale = noCancel;

  /**
   * @param redis a URL, or a client that says how to connect; that one is left alone, and is the caller's to close
   * @param keyPrefix beginning of every key. Default `llm-router:`. Processes with one prefix share
   */
  constructor(
    redis: Redis | string,
    private readonly clock: Clock = new SystemClock(),
    private readonly keyPrefix = 'llm-router:',
  ) {
    super();
    this.redis = typeof redis === 'string' ? new Redis(redis, { lazyConnect: true }) : redis;
    this.members = `${keyPrefix}peers`;
  }

  of(target: string): PeerState | undefined {
    return this.states.get(target);
  }

  tell(source: Source): void {
    this.sources.push(source);
  }

  onModuleInit(): void {
    void this.run();
  }

  /** The others forget this process at once, where Redis answers. */
  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    this.cancelNext();
    this.cancelStale();
    this.states = NOTHING;
    const { connection } = this;
    if (connection?.status === 'ready') {
      const farewell = connection.pipeline().del(this.key(this.id)).srem(this.members, this.id);
      await this.inTime(farewell.exec()).catch(() => undefined);
    }
    connection?.disconnect();
  }

  private async run(): Promise<void> {
    try {
      await this.inTime(this.exchange());
      this.succeeded();
    } catch (error) {
      this.failed(error as Error);
    }
    if (this.stopped) return;
    const pauseMs =
      this.failures === 0
        ? EVERY_MS
        : Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(this.failures - 1, 10));
    this.cancelNext = this.clock.after(pauseMs, () => void this.run());
  }

  private async exchange(): Promise<void> {
    const connection = await this.connected();
    if (this.stopped) return;
    const { others, gone, members } = this;
    const report = writeReport(this.sources.flatMap((source) => [...source()]));
    const pipeline = connection
      .pipeline()
      .set(this.key(this.id), report, 'PX', REPORT_TTL_MS)
      .sadd(members, this.id)
      .pexpire(members, 2 * REPORT_TTL_MS);
    if (gone.length > 0) pipeline.srem(members, ...gone);
    pipeline.smembers(members);
    if (others.length > 0) pipeline.mget(others.map((id) => this.key(id)));
    const answers = ((await pipeline.exec()) ?? []).map(([error, answer]) => {
      if (error !== null) throw error;
      return answer;
    });
    if (this.stopped || connection !== this.connection) return;
    const reports = others.length > 0 ? (answers.pop() as (string | null)[]) : [];
    this.states = readReports(reports, this.clock.now());
    this.gone = others.filter((_, index) => reports[index] === null);
    this.others = (answers.pop() as string[]).filter((id) => id !== this.id);
  }

  private async connected(): Promise<Redis> {
    if (this.connection?.status === 'ready') return this.connection;
    this.connection?.disconnect();
    // Its own settings, so that nothing waits in a queue, and nothing old is sent later.
    const connection = this.redis.duplicate({
      lazyConnect: true,
      connectTimeout: TIMEOUT_MS,
      disconnectTimeout: TIMEOUT_MS,
      enableOfflineQueue: false,
      autoResendUnfulfilledCommands: false,
      maxRetriesPerRequest: 0,
      retryStrategy: () => null,
      reconnectOnError: null,
    });
    connection.on('error', () => undefined);
    this.connection = connection;
    await connection.connect();
    return connection;
  }

  private succeeded(): void {
    if (this.stopped) return;
    if (this.failures > 0) this.logger.log('Redis is back: live state is shared again.');
    this.failures = 0;
    this.cancelStale();
    this.cancelStale = this.clock.after(STALE_MS, () => (this.states = NOTHING));
  }

  private failed(error: Error): void {
    this.connection?.disconnect();
    this.connection = undefined;
    if (this.stopped) return;
    if (this.failures === 0) {
      this.logger.warn(
        `Redis is away: live state is not shared until it is back: ${error.message || error.name}`,
      );
    }
    this.failures++;
  }

  private inTime<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const cancel = this.clock.after(TIMEOUT_MS, () =>
        reject(new Error(`no answer within ${TIMEOUT_MS} ms`)),
      );
      void work.then(resolve, reject).finally(cancel);
    });
  }

  private key(id: string): string {
    return `${this.keyPrefix}peers:${id}`;
  }
}
