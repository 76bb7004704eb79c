import { Redis } from 'ioredis';
import {
  type BudgetAmounts,
  type BudgetAnswer,
  type BudgetMove,
  type BudgetQuery,
  type BudgetStep,
  BudgetStore,
  type KeptBudget,
} from '../../contracts/budget-store.js';
import type { Clock } from '../../contracts/clock.js';
import { byMostSpent } from '../by-most-spent.js';
import { BUDGET_SCRIPT } from './budget-script.js';
import {
  readAmounts,
  readAnswer,
  readFound,
  readKept,
  writeMove,
  writeStep,
} from './budget-json.js';

const TIMEOUT_MS = 2_000;

type Scripted = Redis & { budget(prefix: string, now: string, asked: string): Promise<string> };

export interface RedisBudgetStoreOptions {
  /** Beginning of every key; what stands in braces keeps them together in a cluster. Default `{llm-router:budgets}:`. */
  readonly keyPrefix?: string;
  /** In the place of Redis' own; for tests. */
  readonly clock?: Clock;
}

/**
 * Keeps counters in Redis 5 or later: `forRoot({ budgeting: { store: new RedisBudgetStore('redis://…') } })`. Processes with one
 * prefix share. Leases expire by Redis' clock, so that those of the processes may differ. What is spent is as safe as Redis
 * keeps it: with `appendonly yes` and `maxmemory-policy noeviction` it is not lost.
 */
export class RedisBudgetStore extends BudgetStore {
  override readonly shared = true;
  private readonly redis: Scripted;
  private readonly prefix: string;
  private readonly clock: Clock | undefined;
  private connecting: Promise<void> | undefined;

  /** @param redis a URL, or a client that says how to connect; that one is left alone, and is the caller's to close */
  constructor(redis: Redis | string, { keyPrefix, clock }: RedisBudgetStoreOptions = {}) {
    super();
    this.prefix = keyPrefix ?? '{llm-router:budgets}:';
    this.clock = clock;
    const client = typeof redis === 'string' ? new Redis(redis, { lazyConnect: true }) : redis;
    // Its own settings, so that nothing waits in a queue, and nothing old is sent later.
    this.redis = client.duplicate({
      lazyConnect: true,
      connectTimeout: TIMEOUT_MS,
      enableOfflineQueue: false,
      autoResendUnfulfilledCommands: false,
      maxRetriesPerRequest: 0,
      retryStrategy: (times) => Math.min(100 * 2 ** Math.min(times, 5), 2_000),
      scripts: { budget: { lua: BUDGET_SCRIPT, numberOfKeys: 1 } },
    }) as Scripted;
    // Whoever asks meanwhile is told.
    this.redis.on('error', () => undefined);
  }

  override async apply(steps: readonly BudgetStep[]): Promise<readonly BudgetAnswer[]> {
    return (await this.ask({ steps: steps.map(writeStep) })).map(readAnswer);
  }

  override async read(ids: readonly string[]): Promise<readonly BudgetAmounts[]> {
    return (await this.ask({ ids })).map(readAmounts);
  }

  override async list({ limit, ...query }: BudgetQuery): Promise<readonly KeptBudget[]> {
    return (await this.ask(query)).map(readKept).sort(byMostSpent).slice(0, limit);
  }

  /** A piece at a time, so that Redis serves others in between. */
  override async ofSubject(subject: string): Promise<readonly KeptBudget[]> {
    const kept = new Map<string, KeptBudget>();
    for (let cursor = '0'; ;) {
      const [page] = await this.ask({ find: subject, cursor });
      const { found, next } = readFound(page);
      for (const it of found) kept.set(it.counter.id, it);
      if (next === '0') return [...kept.values()];
      cursor = next;
    }
  }

  override async move(moves: readonly BudgetMove[]): Promise<void> {
    if (moves.length > 0) await this.ask({ moves: moves.map(writeMove) });
  }

  override async close(): Promise<void> {
    this.redis.disconnect();
  }

  private async ask(asked: object): Promise<unknown[]> {
    this.connecting ??= this.redis.connect();
    // Later failures to connect are those of the command.
    await this.connecting.catch(() => undefined);
    const now = this.clock === undefined ? '' : String(this.clock.now());
    const answers: unknown = JSON.parse(
      await this.redis.budget(this.prefix, now, JSON.stringify(asked)),
    );
    // What is empty in Lua is no list in JSON.
    return Array.isArray(answers) ? (answers as unknown[]) : [];
  }
}
