import { Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SystemClock } from '../../contracts/clock.js';
import type { CallSettled } from '../../contracts/router-event.js';
import { NO_USAGE } from '../../contracts/token-usage.js';
import { pluginKindOf } from '../../plugin/plugin-markers.js';
import { LedgerTables } from './ledger-tables.js';
import { LedgerWriter } from './ledger-writer.js';
import { LlmAttempt } from './llm-attempt.entity.js';
import { LlmRequest } from './llm-request.entity.js';
import { llmLedgerMigrations } from './migrations/llm-ledger-migrations.js';

/** Waits that the test ends by itself. */
class Waits {
  private open: { delayMs: number; run: () => void }[] = [];

  readonly schedule = (run: () => void, delayMs: number) => {
    const wait = { delayMs, run };
    this.open.push(wait);
    return () => this.close(wait);
  };

  get delays(): number[] {
    return this.open.map((wait) => wait.delayMs);
  }

  end(delayMs: number): void {
    const wait = this.open.find((it) => it.delayMs === delayMs);
    if (wait === undefined) throw new Error(`nobody waits for ${delayMs} ms`);
    this.close(wait);
    wait.run();
  }

  private close(wait: unknown): void {
    this.open = this.open.filter((it) => it !== wait);
  }
}

class WaitingClock extends SystemClock {
  constructor(private readonly waits: Waits) {
    super();
  }

  override after(milliseconds: number, run: () => void) {
    return this.waits.schedule(run, milliseconds);
  }
}

let calls = 0;
function settledCall(): CallSettled {
  return {
    type: 'call-settled',
    id: `call-${++calls}`,
    caller: {},
    tags: {},
    operation: 'chat',
    delivery: 'document',
    requestedModel: 'openai/gpt-4.1-mini',
    startedAt: 1,
    durationMs: 1,
    status: 'aborted',
    cache: 'off',
    usage: NO_USAGE,
    cost: 0n,
    attempts: [],
    rejections: [],
  };
}

describe('LedgerWriter', () => {
  let source: DataSource;
  let waits: Waits;
  let writer: LedgerWriter;
  let transactions: number;

  const accept = (count: number) => {
    for (let index = 0; index < count; index++) writer.onEvent(settledCall());
  };
  const written = () => source.getRepository(LlmRequest).count();
  const breakDatabase = () => source.query('ALTER TABLE llm_requests RENAME TO hidden');
  const mendDatabase = () => source.query('ALTER TABLE hidden RENAME TO llm_requests');
  /** Lets everything run that waits for nothing but the database, which is in this process. */
  const settle = () => new Promise((resolve) => setImmediate(resolve));

  beforeEach(async () => {
    jest.spyOn(Logger.prototype, 'warn').mockReturnValue();
    jest.spyOn(Logger.prototype, 'log').mockReturnValue();
    jest.spyOn(Logger.prototype, 'error').mockReturnValue();
    source = await new DataSource({
      type: 'better-sqlite3',
      database: ':memory:',
      entities: [LlmRequest, LlmAttempt],
      migrations: llmLedgerMigrations,
      migrationsRun: true,
    }).initialize();
    transactions = 0;
    const { logger } = source;
    source.logger = Object.assign(Object.create(logger) as typeof logger, {
      logQuery: (query: string) => void (query.startsWith('BEGIN') && transactions++),
    });
    waits = new Waits();
    const clock = new WaitingClock(waits);
    writer = new LedgerWriter(new LedgerTables(source, undefined, clock), waits.schedule, clock);
  });

  afterEach(async () => {
    jest.restoreAllMocks();
    if (source.isInitialized) await source.destroy();
  });

  it('is a sink', () => {
    expect(pluginKindOf(LedgerWriter)).toBe('sink');
    expect(writer.id).toBe('ledger');
  });

  it('writes what came within 10 ms in one transaction', async () => {
    accept(42);
    expect(waits.delays).toEqual([10]);
    expect(await written()).toBe(0);
    waits.end(10);
    await settle();
    expect(await written()).toBe(42);
    expect(transactions).toBe(1);
    expect(writer.pending).toBe(0);
    expect(waits.delays).toEqual([]);
  });

  it('waits for nothing once 100 are there', async () => {
    accept(250);
    await settle();
    expect(await written()).toBe(250);
    expect(transactions).toBe(3);
    expect(waits.delays).toEqual([]);
  });

  it('takes no notice of attempts that end', () => {
    writer.onEvent({ type: 'attempt-ended', callId: '1', attempt: {} as never });
    expect(writer.pending).toBe(0);
  });

  it('flushes what was accepted before, and no more', async () => {
    accept(3);
    const flushed = writer.flush();
    accept(1);
    await flushed;
    expect(await written()).toBeGreaterThanOrEqual(3);
    await writer.flush();
    expect(await written()).toBe(4);
    expect(writer.pending).toBe(0);
  });

  it('keeps calls while the database fails, and asks it less and less often', async () => {
    await breakDatabase();
    accept(3);
    waits.end(10);
    await settle();
    for (const delayMs of [100, 200, 400, 800, 1_600, 3_200, 6_400, 10_000, 10_000]) {
      expect(writer.pending).toBe(3);
      expect(writer.lastError?.message).toContain('no such table');
      expect(waits.delays).toEqual([delayMs]);
      waits.end(delayMs);
      await settle();
    }
    accept(200);
    expect(waits.delays).toEqual([10_000]);
    await mendDatabase();
    waits.end(10_000);
    await settle();
    expect(await written()).toBe(203);
    expect([writer.pending, writer.lost, writer.lastError]).toEqual([0, 0, undefined]);
  });

  it('rejects a flush that the database fails, and keeps the calls', async () => {
    await breakDatabase();
    accept(1);
    await expect(writer.flush()).rejects.toThrow('no such table');
    expect(writer.pending).toBe(1);
    await mendDatabase();
    await writer.flush();
    expect(await written()).toBe(1);
  });

  it('keeps 100,000 calls at most, and says how many it lost', async () => {
    await breakDatabase();
    accept(100_000);
    await settle();
    expect(writer.lost).toBe(0);
    accept(1);
    expect([writer.lost, writer.pending]).toEqual([100, 99_901]);
    expect(Logger.prototype.error).toHaveBeenCalledWith(
      expect.stringMatching(
        /^100 calls are lost to the ledger \(100 since the start\): .*no such table/,
      ),
    );
  });

  describe('at shutdown', () => {
    it('writes what is left', async () => {
      accept(150);
      await writer.onApplicationShutdown();
      expect(await written()).toBe(150);
      accept(1);
      await writer.onApplicationShutdown();
      expect(await written()).toBe(151);
      expect(waits.delays).toEqual([]);
    });

    it('waits for a database that comes back', async () => {
      await breakDatabase();
      accept(1);
      const closed = writer.onApplicationShutdown();
      await settle();
      await mendDatabase();
      waits.end(100);
      waits.end(100);
      await closed;
      expect(await written()).toBe(1);
    });

    it('gives up after 10 s, and says what is lost', async () => {
      await breakDatabase();
      accept(2);
      const closed = writer.onApplicationShutdown();
      await settle();
      waits.end(10_000);
      await closed;
      expect(Logger.prototype.error).toHaveBeenCalledWith(
        expect.stringMatching(/^2 calls could not be written before the shutdown .*no such table/),
      );
    });

    it('does not wait for a database that is closed already', async () => {
      accept(2);
      await source.destroy();
      await writer.onApplicationShutdown();
      expect(Logger.prototype.error).toHaveBeenCalledWith(
        expect.stringMatching(/^2 calls could not be written/),
      );
    });
  });
});
