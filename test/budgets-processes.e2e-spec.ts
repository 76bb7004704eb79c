import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type BudgetStore, parseUsd } from 'nestjs-llm-router';
import { RedisBudgetStore } from 'nestjs-llm-router/redis';
import { LlmBudgetCounter, LlmBudgetLease, TypeOrmBudgetStore } from 'nestjs-llm-router/typeorm';
import { DataSource } from 'typeorm';
import { SettableClock } from './budgets/stores.js';
import { scratchPostgres } from './support/scratch-databases.js';
import { redisUrl } from './support/services.js';

jest.setTimeout(60_000);

const CHILD = join(__dirname, 'budgets/child.mjs');
const BUILT = join(__dirname, '../libs/llm-router/dist/esm/index.js');
const PROCESSES = 4;
const CALLS = 50;
const LIMIT = parseUsd(1);
/** What the clock of somebody who looks later shows: the leases of all calls have expired then. */
const LATER_MS = 3_600_000;

beforeAll(() => {
  if (!existsSync(BUILT)) throw new Error('The library is not built. Run: npm run build');
});

/** Processes over one place, and a look into it. */
class Crew {
  readonly children: ChildProcess[] = [];

  constructor(
    private readonly env: NodeJS.ProcessEnv,
    readonly open: (clock?: SettableClock) => Promise<BudgetStore>,
    readonly leave: () => Promise<void>,
  ) {}

  /** All at once, over a place in which there is nothing yet. */
  async start(slack = '0'): Promise<void> {
    const env = { PATH: process.env['PATH'], ...this.env, SLACK: slack };
    const started = Array.from({ length: PROCESSES }, async () => {
      const child = fork(CHILD, { env });
      this.children.push(child);
      expect(await this.answer(child)).toBe('ready');
    });
    await Promise.all(started);
  }

  async ask<T>(child: ChildProcess, type: 'go' | 'hang'): Promise<T> {
    const answer = this.answer(child);
    child.send({ type, calls: CALLS });
    return (await answer) as T;
  }

  async end(): Promise<void> {
    const running = this.children.filter((it) => it.exitCode === null && it.signalCode === null);
    const ended = running.map((it) => once(it, 'exit'));
    for (const child of running) child.send({ type: 'end' });
    expect((await Promise.all(ended)).map(([code]) => code as number)).toEqual(
      running.map(() => 0),
    );
  }

  kill(): void {
    for (const child of this.children) child.kill('SIGKILL');
  }

  private async answer(child: ChildProcess): Promise<unknown> {
    const ended = once(child, 'exit').then(([code]) => {
      throw new Error(`A process ended with ${code}.`);
    });
    ended.catch(() => undefined);
    const [message] = await Promise.race([once(child, 'message'), ended]);
    return message;
  }
}

async function overPostgres(): Promise<Crew | undefined> {
  const database = await scratchPostgres();
  if (database === undefined) return undefined;
  const { url } = database.options as { url: string };
  const entities = [LlmBudgetCounter, LlmBudgetLease];
  const source = new DataSource({ type: 'postgres', url, entities });
  return new Crew(
    { DATABASE_URL: url },
    async (clock) => {
      if (!source.isInitialized) await source.initialize();
      return new TypeOrmBudgetStore(source, clock);
    },
    async () => {
      if (source.isInitialized) await source.destroy();
      await database.drop();
    },
  );
}

async function overRedis(): Promise<Crew | undefined> {
  const url = await redisUrl();
  if (url === undefined) return undefined;
  const keyPrefix = `{test-${randomUUID()}}:`;
  const stores: RedisBudgetStore[] = [];
  return new Crew(
    { REDIS_URL: url, KEY_PREFIX: keyPrefix },
    async (clock) => {
      const store = new RedisBudgetStore(url, { keyPrefix, clock });
      stores.push(store);
      return store;
    },
    async () => {
      for (const store of stores) await store.close();
    },
  );
}

describe.each([
  ['PostgreSQL', overPostgres],
  ['Redis', overRedis],
])('four processes over %s', (_name, over) => {
  let crew: Crew | undefined;
  beforeEach(async () => {
    crew = await over();
  });
  afterEach(async () => {
    crew?.kill();
    await crew?.leave();
  });

  const run = (title: string, body: (crew: Crew) => Promise<void>): void => {
    it(title, async () => {
      if (crew !== undefined) await body(crew);
    });
  };

  const amounts = async (store: BudgetStore) => {
    const [kept] = await store.list({ at: Date.now(), limit: 1 });
    return kept?.amounts ?? { spent: 0n, expected: 0n, worst: 0n };
  };

  run(
    'spend one dollar with 200 calls at once, and no more than the slack beyond',
    async (crew) => {
      const slack = '0.1';
      await crew.start(slack);
      const store = await crew.open();
      const looks: bigint[] = [];
      let over = false;
      const looking = (async () => {
        while (!over) {
          const { spent, worst } = await amounts(store);
          looks.push(spent + worst);
        }
      })();
      const ends = await Promise.all(crew.children.map((it) => crew.ask<string[]>(it, 'go')));
      over = true;
      await looking;
      await crew.end();
      const most = LIMIT + parseUsd(slack);
      expect(looks.filter((it) => it > most)).toEqual([]);
      expect(looks.length).toBeGreaterThan(3);
      const { spent, expected, worst } = await amounts(store);
      expect([expected, worst]).toEqual([0n, 0n]);
      expect(spent <= most).toBe(true);
      // It is used up as far as a worst case fits: 0.02 dollars.
      expect(spent > LIMIT - parseUsd('0.02')).toBe(true);
      const refused = ends.flat().filter((it) => it !== 'answered');
      expect(new Set(refused)).toEqual(new Set(['insufficient_quota']));
    },
  );

  run('get back what one of them held that was killed', async (crew) => {
    await crew.start();
    const [victim, ...others] = crew.children as [ChildProcess, ...ChildProcess[]];
    expect(await crew.ask(victim, 'hang')).toBe('hanging');
    const store = await crew.open();
    const held = await amounts(store);
    expect(held.worst > LIMIT - parseUsd('0.02')).toBe(true);
    const dead = once(victim, 'exit');
    victim.kill('SIGKILL');
    await dead;
    expect(await amounts(store)).toEqual(held);
    const later = new SettableClock();
    later.offset = LATER_MS;
    expect(await amounts(await crew.open(later))).toEqual({ spent: 0n, expected: 0n, worst: 0n });
    const ends = await Promise.all(others.map((it) => crew.ask<string[]>(it, 'go')));
    expect(ends.flat()).toContain('answered');
    await crew.end();
    const { spent, ...open } = await amounts(store);
    expect(open).toEqual({ expected: 0n, worst: 0n });
    expect(spent > LIMIT - parseUsd('0.02') && spent <= LIMIT).toBe(true);
  });
});
