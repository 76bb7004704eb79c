import { Logger } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { ConfigurationError } from '../../contracts/errors/configuration-error.js';
import type { CallSettled } from '../../contracts/router-event.js';
import { decodeCall } from '../journal/call-codec.js';
import { LedgerJournal, RELAY_BATCH, type RelayTarget } from '../journal/ledger-journal.js';
import { RecordStream, type StreamEntry } from './record-stream.js';

const MIB = 1_048_576;
const DEFAULT_MAX_BYTES = 256 * MIB;
const LEAST_MAX_BYTES = 65_536;
const BEAT_MS = 1_000;

/** The options of a journal in Redis. */
export interface RedisJournalOptions {
  /**
   * Bytes of Redis's memory, as it estimates itself, that records may take which wait for the database; beyond that new
   * calls are refused with `ledger_full`. From 65,536; default 256 MiB.
   */
  readonly maxBytes?: number;
  /** Beginning of every key. Default `llm-router:`. Processes with one prefix share a journal, and need one database. */
  readonly keyPrefix?: string;
}

interface Batch {
  readonly ids: readonly string[];
  readonly calls: readonly CallSettled[];
  /** Entries that it was read from; some of them may have been no records. */
  readonly entries: number;
}

/**
 * A journal in a Redis Stream, for several machines: `LlmLedgerModule.forRoot({ journal: new RedisJournal('redis://…') })`.
 *
 * All records that wait leave in one exchange, before their callers get the last bytes. Every process moves records of
 * all of them to the database; what one that has ended had read is taken over after 10 s. While Redis is away new calls
 * are refused, and calls under way wait in memory for the database. How much a crash of Redis itself may lose is for its
 * `appendonly` and `appendfsync` to say. Needs Redis 6.2 or later.
 */
export class RedisJournal extends LedgerJournal {
  override readonly beatMs = BEAT_MS;
  private readonly logger = new Logger('LlmLedger');
  private readonly stream: RecordStream;
  private readonly maxBytes: number;
  private target: RelayTarget;
  private batch: Batch | undefined;
  private failure: Error | undefined;
  private damages = 0;

  /**
   * @param redis a URL, or a client that says how to connect; that one is left alone, and is the caller's to close
   * Throws a `ConfigurationError` for illegal options.
   */
  constructor(redis: Redis | string, options: RedisJournalOptions = {}) {
    super();
    const { maxBytes = DEFAULT_MAX_BYTES, keyPrefix = 'llm-router:' } = options;
    if (!Number.isSafeInteger(maxBytes) || maxBytes < LEAST_MAX_BYTES) {
      throw new ConfigurationError(
        `RedisJournal: maxBytes: ${String(maxBytes)} is not a whole number from ${LEAST_MAX_BYTES}.`,
      );
    }
    this.maxBytes = maxBytes;
    this.stream = new RecordStream(redis, `${keyPrefix}journal`);
  }

  override get usedBytes(): number {
    return this.stream.usedBytes;
  }

  /** Those of all processes. */
  override get pending(): number {
    return this.stream.entries;
  }

  override get adopting(): number {
    return 0;
  }

  override get damaged(): number {
    return this.damages;
  }

  override obstacle(bytes: number): string | undefined {
    if (this.failure !== undefined) return `Redis takes no records (${codeOf(this.failure)}).`;
    if (this.usedBytes + bytes > this.maxBytes) {
      return 'the database has not taken over what was recorded before, and the journal is full.';
    }
    return undefined;
  }

  /** Where Redis is known to be away, nobody waits for it. */
  override async append(records: readonly string[]): Promise<void> {
    if (this.failure !== undefined) throw this.failure;
    await this.stream.append(records).catch((error: Error) => this.failed(error));
  }

  override async start(target: RelayTarget): Promise<void> {
    this.target = target;
    if (await this.beat()) await this.warnOfForgetting().catch(() => undefined);
  }

  override async beat(): Promise<boolean> {
    try {
      await this.stream.look();
      if (this.failure !== undefined) this.logger.log('Redis takes records again.');
      this.failure = undefined;
      return true;
    } catch (error) {
      this.complain(error as Error);
      return false;
    }
  }

  override async relay(): Promise<boolean> {
    this.batch ??= await this.read().catch((error: Error) => this.failed(error));
    const { ids, calls, entries } = this.batch;
    if (calls.length > 0) {
      await this.target.write(calls);
      await this.target.makeDurable();
    }
    // What cannot be let go of now comes again, and changes nothing.
    this.batch = undefined;
    await this.stream.release(ids).catch((error: Error) => this.failed(error));
    return entries > 0;
  }

  override mark(): () => boolean {
    return this.stream.mark();
  }

  override async close(): Promise<void> {
    this.stream.close();
  }

  private async read(): Promise<Batch> {
    const entries = await this.stream.read(RELAY_BATCH);
    const calls: CallSettled[] = [];
    const ids: string[] = [];
    for (const entry of entries) {
      const call = callOf(entry);
      if (call === undefined) {
        await this.setAside(entry);
      } else {
        calls.push(call);
        ids.push(entry.id);
      }
    }
    return { ids, calls, entries: entries.length };
  }

  private async setAside(entry: StreamEntry): Promise<void> {
    await this.stream.setAside(entry);
    this.damages++;
    this.logger.error(
      `The record ${entry.id} of the ledger's journal cannot be read; it is kept in ${this.stream.asideKey}.`,
    );
  }

  private failed(error: Error): never {
    this.complain(error);
    throw error;
  }

  private complain(error: Error): void {
    if (this.failure === undefined) {
      this.logger.error(`Redis takes no records, new calls are refused: ${error.message}`);
    }
    this.failure = error;
  }

  private async warnOfForgetting(): Promise<void> {
    const [memory, persistence] = await Promise.all([
      this.stream.info('memory'),
      this.stream.info('persistence'),
    ]);
    if (persistence.get('aof_enabled') === '0') {
      this.logger.warn('Redis keeps no append-only file: records are lost when it ends.');
    }
    const policy = memory.get('maxmemory_policy') ?? '';
    if (memory.get('maxmemory') !== '0' && policy.startsWith('allkeys')) {
      this.logger.warn(`Redis may evict the ledger's journal: its maxmemory-policy is ${policy}.`);
    }
  }
}

function callOf({ record }: StreamEntry): CallSettled | undefined {
  try {
    return record === undefined ? undefined : decodeCall(record);
  } catch {
    return undefined;
  }
}

/** Without what a caller need not know: where Redis is. */
function codeOf(error: Error): string {
  return (
    (error as NodeJS.ErrnoException).code ?? /^[A-Z]+(?= )/.exec(error.message)?.[0] ?? 'failed'
  );
}
