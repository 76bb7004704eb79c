import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { BudgetCounter, BudgetStep, BudgetStore } from 'nestjs-llm-router';
import { TypeOrmBudgetStore } from 'nestjs-llm-router/typeorm';
import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { BudgetModel } from './budgets/model.js';
import { type BudgetPlace, budgetTables, PLACES, SettableClock } from './budgets/stores.js';
import { scratchPostgres } from './support/scratch-databases.js';

jest.setTimeout(120_000);

const RUNS: Record<string, number> = { memory: 100, SQLite: 30, PostgreSQL: 30, Redis: 50 };
const HOUR_MS = 3_600_000;
/** More than a float can tell apart. */
const LARGE = 10n ** 19n;

/** The counters of one run, in a store and in the model of it. */
class World {
  readonly model = new BudgetModel();
  readonly clock = new SettableClock();
  readonly counters: readonly BudgetCounter[];
  /** What the counters may become. */
  readonly others: readonly BudgetCounter[];
  private readonly run = randomUUID();
  private store: BudgetStore | undefined;

  constructor(private readonly place: BudgetPlace) {
    const startsAt = this.clock.now() - HOUR_MS;
    const endsAt = startsAt + 3 * HOUR_MS;
    this.counters = [
      { limit: 100n, slack: 30n, endsAt },
      { limit: LARGE, slack: LARGE / 3n, endsAt },
      { limit: 50n, slack: 0n },
    ].map((it, index) => ({
      ...it,
      id: `${this.run}-${index}`,
      budget: this.run,
      measure: 'usd',
      subject: `s${index}-${this.run}`,
      startsAt,
    }));
    this.others = this.counters.map((it, index) => ({
      ...it,
      id: `${this.run}-other-${index}`,
      subject: `other-${this.run}`,
    }));
  }

  /** A process begins anew: it knows nothing of what it held. */
  async restart(): Promise<void> {
    this.store = await this.place.open(this.clock);
  }

  async apply(plans: readonly Plan[]): Promise<void> {
    const steps = plans.map((plan) => plan(this));
    const told = await this.store!.apply(steps);
    expect(told).toEqual(this.model.apply(steps, this.clock.now()));
  }

  async move(indexes: readonly number[]): Promise<void> {
    const moves = indexes.map((it) => ({ from: this.counters[it]!.id, to: this.others[it]! }));
    this.model.expire(this.clock.now());
    await this.store!.move!(moves);
    for (const it of moves) this.model.move(it);
    const left = indexes.map((it) => this.store!.ofSubject!(this.counters[it]!.subject));
    expect((await Promise.all(left)).flat()).toEqual([]);
  }

  async compare(): Promise<void> {
    this.model.expire(this.clock.now());
    const all = [...this.counters, ...this.others].map((it) => it.id);
    const told = await this.store!.read(all);
    expect(told).toEqual(all.map((id) => this.model.amounts(id)));
    for (const amount of told.flatMap((it) => Object.values(it))) {
      expect(amount >= 0n).toBe(true);
    }
  }

  lease(number: number): string {
    return `${this.run}-${number}`;
  }
}

type Plan = (world: World) => BudgetStep;

const AMOUNTS = [40n, LARGE / 2n, 40n].map((max) => fc.bigInt({ min: 0n, max }));
/** Of each counter nothing, or two amounts, the smaller one first. */
const someAmounts = fc.tuple(
  ...AMOUNTS.map((amount) =>
    fc.option(
      fc
        .tuple(amount, fc.oneof(amount, fc.constant(undefined)))
        .map(([a, b = a]): [bigint, bigint] => (a < b ? [a, b] : [b, a])),
      { nil: undefined },
    ),
  ),
);
const aLease = fc.nat(12);

const hold: fc.Arbitrary<Plan> = fc
  .tuple(aLease, someAmounts, fc.integer({ min: 1_000, max: HOUR_MS }))
  .map(([lease, amounts, expiresInMs]) => (world) => ({
    type: 'hold',
    lease: world.lease(lease),
    expiresInMs,
    holds: amounts.flatMap((it, index) =>
      it === undefined ? [] : { counter: world.counters[index]!, expected: it[0], worst: it[1] },
    ),
  }));

/** Settles, voids where there are no amounts, and repeats what has ended: leases are few. */
const end: fc.Arbitrary<Plan> = fc
  .tuple(aLease, fc.oneof(fc.constant([]), someAmounts))
  .map(([lease, amounts]) => (world) => ({
    type: 'end',
    lease: world.lease(lease),
    charges: amounts.flatMap((it, index) =>
      it === undefined ? [] : { counter: world.counters[index]!, amount: it[0] },
    ),
  }));

interface Command {
  readonly name: string;
  readonly run: (world: World) => Promise<void>;
}

/** What has ended is remembered for an hour, so that the clock never is further apart. */
const FURTHEST_MS = HOUR_MS / 2 - 60_000;
const commands: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .array(fc.oneof({ weight: 3, arbitrary: hold }, end), { minLength: 1, maxLength: 4 })
      .map((plans): Command => ({ name: 'steps', run: (world) => world.apply(plans) })),
  },
  {
    weight: 2,
    arbitrary: fc.integer({ min: -FURTHEST_MS, max: FURTHEST_MS }).map((offset): Command => ({
      name: `the clock steps to ${offset}`,
      run: async (world) => void (world.clock.offset = offset),
    })),
  },
  {
    weight: 1,
    arbitrary: fc.subarray([0, 1, 2], { minLength: 1 }).map((indexes): Command => ({
      name: `${indexes.join()} are moved`,
      run: (world) => world.move(indexes),
    })),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Command>(
      { name: 'crash', run: (world) => world.restart() },
      { name: 'look', run: (world) => world.compare() },
    ),
  },
);

describe.each(PLACES)('budgets in %s', (name, open) => {
  let place: BudgetPlace | undefined;
  beforeAll(async () => {
    place = await open();
  });
  afterAll(() => place?.close());

  const run = (title: string, body: (place: BudgetPlace) => Promise<void>): void => {
    it(title, async () => {
      if (place !== undefined) await body(place);
    });
  };

  const charge = (counter: BudgetCounter, lease: string, amount: bigint): BudgetStep => ({
    type: 'end',
    lease,
    charges: [{ counter, amount }],
  });
  const take = (
    counter: BudgetCounter,
    lease: string,
    [expected, worst]: readonly [bigint, bigint],
    expiresInMs = 60_000,
  ): BudgetStep => ({ type: 'hold', lease, expiresInMs, holds: [{ counter, expected, worst }] });

  run('are what the model says, whatever happens in whatever order', async (place) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(commands, { minLength: 10, maxLength: 40, size: 'max' }),
        async (list) => {
          const world = new World(place);
          await world.restart();
          for (const command of list) await command.run(world);
          await world.compare();
        },
      ),
      { numRuns: RUNS[name], endOnFailure: true },
    );
  });

  run('are never overrun where no call uses more than its worst case', async (place) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.tuple(
            fc.bigInt({ min: 0n, max: 40n }),
            fc.bigInt({ min: 0n, max: 40n }),
            fc.bigInt({ min: 0n, max: 40n }),
          ),
          { minLength: 1, maxLength: 40 },
        ),
        async (calls) => {
          const world = new World(place);
          const [counter] = world.counters as [BudgetCounter];
          const stores = await Promise.all([1, 2, 3].map(() => place.open(world.clock)));
          await Promise.all(
            calls.map(async (amounts, index) => {
              const store = stores[index % stores.length]!;
              const [expected, used, worst] = [...amounts].sort((a, b) => (a < b ? -1 : 1));
              const [held] = await store.apply([
                take(counter, world.lease(index), [expected!, worst!]),
              ]);
              const most = counter.limit + counter.slack;
              const { spent, worst: open } = held!.amounts[0]!;
              expect(spent + open <= most).toBe(true);
              if (held!.outcome !== 'done') return;
              const [ended] = await store.apply([charge(counter, world.lease(index), used!)]);
              const now = ended!.amounts[0]!;
              expect(now.spent + now.worst <= most).toBe(true);
            }),
          );
          const [quiet] = await stores[0]!.read([counter.id]);
          expect(quiet).toMatchObject({ expected: 0n, worst: 0n });
        },
      ),
      { numRuns: Math.ceil((RUNS[name] ?? 0) / 4), endOnFailure: true },
    );
  });

  run('lose nothing while counters move to others', async (place) => {
    const world = new World(place);
    const [, counter] = world.counters as [BudgetCounter, BudgetCounter];
    const [, to] = world.others as [BudgetCounter, BudgetCounter];
    const stores = await Promise.all([1, 2, 3].map(() => place.open(world.clock)));
    const move = () => stores[0]!.move!([{ from: counter.id, to }]);
    const takes = (first: number, amounts: readonly [bigint, bigint]) =>
      Array.from({ length: 10 }, (_, index) => take(counter, world.lease(first + index), amounts));
    // Each is a process, which takes one step after another to its store.
    const processes = stores.map(async (store, index) => {
      const first = 10 * index;
      for (const step of takes(first, [5n, 7n])) await store.apply([step]);
      await store.apply(takes(first, [1n, 1n]));
      for (let call = 0; call < 7; call++) {
        await store.apply([charge(counter, world.lease(first + call), 3n)]);
      }
    });
    const moving = async () => {
      for (let times = 0; times < 5; times++) await move();
    };
    await Promise.all([...processes, moving()]);
    await move();
    expect(await stores[0]!.ofSubject!(counter.subject)).toEqual([]);
    expect(await stores[0]!.ofSubject!(to.subject)).toEqual([
      { counter: to, amounts: { spent: 63n, expected: 54n, worst: 72n } },
    ]);
    world.clock.offset = 60_000;
    expect(await stores[1]!.read([counter.id, to.id])).toEqual([
      { spent: 0n, expected: 0n, worst: 0n },
      { spent: 63n, expected: 0n, worst: 0n },
    ]);
  });

  run('take all of a hold or nothing', async (place) => {
    const world = new World(place);
    await world.restart();
    const [a, , b] = world.counters as [BudgetCounter, BudgetCounter, BudgetCounter];
    const store = await place.open(world.clock);
    const hold = (lease: string, amount: bigint): BudgetStep => ({
      type: 'hold',
      lease,
      expiresInMs: 60_000,
      holds: [a, b].map((counter) => ({ counter, expected: amount, worst: amount })),
    });
    const [first, second] = await store.apply([
      hold(world.lease(1), 30n),
      hold(world.lease(2), 30n),
    ]);
    expect(first!.outcome).toBe('done');
    expect(second).toMatchObject({ outcome: 'refused', refusedBy: 1 });
    expect(second!.amounts.map((it) => it.worst)).toEqual([30n, 30n]);
  });

  run('give back what expires, and charge a call that ends after it, once', async (place) => {
    const world = new World(place);
    const [counter] = world.counters as [BudgetCounter];
    const store = await place.open(world.clock);
    await store.apply([take(counter, world.lease(1), [50n, 100n])]);
    world.clock.offset = 59_999;
    expect(await store.read([counter.id])).toEqual([{ spent: 0n, expected: 50n, worst: 100n }]);
    world.clock.offset = 60_000;
    expect(await store.read([counter.id])).toEqual([{ spent: 0n, expected: 0n, worst: 0n }]);
    const late = charge(counter, world.lease(1), 70n);
    expect((await store.apply([late]))[0]!.outcome).toBe('done');
    expect((await store.apply([late, late])).map((it) => it.outcome)).toEqual(['ended', 'ended']);
    const again = take(counter, world.lease(1), [1n, 1n]);
    expect((await store.apply([again]))[0]!.outcome).toBe('ended');
    expect(await store.read([counter.id])).toEqual([{ spent: 70n, expected: 0n, worst: 0n }]);
  });

  run('survive clocks that step by an hour', async (place) => {
    for (const step of [HOUR_MS, -HOUR_MS]) {
      const world = new World(place);
      const [counter] = world.counters as [BudgetCounter];
      const store = await place.open(world.clock);
      await store.apply([1, 2, 3].map((it) => take(counter, world.lease(it), [20n, 20n])));
      await store.apply([charge(counter, world.lease(1), 20n)]);
      world.clock.offset = step;
      await store.apply([charge(counter, world.lease(2), 20n)]);
      await store.apply([take(counter, world.lease(4), [20n, 20n])]);
      world.clock.offset = 0;
      await store.apply([3, 4].map((it) => charge(counter, world.lease(it), 20n)));
      expect(await store.read([counter.id])).toEqual([{ spent: 80n, expected: 0n, worst: 0n }]);
    }
  });

  run('list what is spent in the windows of now, most first', async (place) => {
    const world = new World(place);
    const store = await place.open(world.clock);
    const now = world.clock.now();
    const counters = [5n, 700n, 10n ** 17n].map((amount, index): [BudgetCounter, bigint] => [
      { ...world.counters[1]!, id: world.lease(index), subject: `s${index}` },
      amount,
    ]);
    const over = { ...world.counters[1]!, id: world.lease(9), endsAt: now };
    await store.apply([
      ...counters.map(([counter, amount], index) =>
        charge(counter, `list-${world.lease(index)}`, amount),
      ),
      charge(over, `list-${world.lease(9)}`, 1n),
    ]);
    const { budget } = over;
    const query = { budget, at: now, limit: 10 };
    const spent = async (more: object) =>
      (await store.list({ ...query, ...more })).map((it) => it.amounts.spent);
    expect(await spent({})).toEqual([10n ** 17n, 700n, 5n]);
    expect(await spent({ limit: 1 })).toEqual([10n ** 17n]);
    expect(await spent({ subject: 's1' })).toEqual([700n]);
    expect(await spent({ budget: 'none' })).toEqual([]);
    const users = ['acme', 'globex', undefined].map((tenant, index) => ({
      ...world.counters[1]!,
      id: world.lease(10 + index),
      subject: 'ada',
      ...(tenant !== undefined && { tenant }),
    }));
    await store.apply(users.map((it, index) => charge(it, `ada-${it.id}`, BigInt(3 - index))));
    expect(await spent({ subject: 'ada' })).toEqual([3n, 2n, 1n]);
    expect(await spent({ subject: 'ada', tenant: 'globex' })).toEqual([2n]);
    const kept = await store.ofSubject!('ada');
    const ids = (all: readonly { id: string }[]) => all.map(({ id }) => id).sort();
    expect(ids(kept.map((it) => it.counter))).toEqual(ids(users));
    expect(kept.map((it) => it.counter)).toEqual(expect.arrayContaining(users));
    const [first] = await store.list(query);
    expect(first!.counter).toEqual(counters[2]![0]);
  });
});

describe.each(PLACES.filter(([name]) => name === 'PostgreSQL' || name === 'Redis'))(
  'leases in %s',
  (_name, open) => {
    it('expire by its own clock, whatever those of the processes show', async () => {
      const place = await open();
      if (place === undefined) return;
      try {
        const [counter] = new World(place).counters as [BudgetCounter];
        const store = await place.open();
        await store.apply([
          {
            type: 'hold',
            lease: counter.id,
            expiresInMs: 60_000,
            holds: [{ counter, expected: 1n, worst: 2n }],
          },
        ]);
        const now = Date.now();
        jest.spyOn(Date, 'now').mockReturnValue(now + 3 * HOUR_MS);
        expect(await store.read([counter.id])).toEqual([{ spent: 0n, expected: 1n, worst: 2n }]);
      } finally {
        jest.restoreAllMocks();
        await place.close();
      }
    });
  },
);

it('tries again where PostgreSQL resolves a deadlock at its cost', async () => {
  const database = await scratchPostgres();
  if (database === undefined) return;
  const { url } = database.options as { url: string };
  const source = await budgetTables(database.options);
  const other = new Client({ connectionString: url });
  await other.connect();
  try {
    const store = new TypeOrmBudgetStore(source);
    const [a, b] = ['a', 'b'].map((id): BudgetCounter => ({
      ...{ id, budget: 'deadlock', measure: 'requests', subject: '' },
      ...{ startsAt: 0, limit: 10n, slack: 0n },
    })) as [BudgetCounter, BudgetCounter];
    const hold = (lease: string): BudgetStep => ({
      type: 'hold',
      lease,
      expiresInMs: 60_000,
      holds: [a, b].map((counter) => ({ counter, expected: 1n, worst: 1n })),
    });
    await store.apply([hold('first')]);
    const lock = (id: string) =>
      other.query('SELECT 1 FROM llm_budget_counters WHERE id = $1 FOR UPDATE', [id]);
    await other.query('BEGIN');
    // So that it is not this one that gives up.
    await other.query("SET LOCAL deadlock_timeout = '1min'");
    await lock('b');
    const applied = store.apply([hold('second')]);
    await somebodyWaits(source);
    await lock('a');
    await other.query('COMMIT');
    const [answer] = await applied;
    expect(answer).toMatchObject({ outcome: 'done', amounts: [{ worst: 2n }, { worst: 2n }] });
  } finally {
    await other.end();
    await source.destroy();
    await database.drop();
  }
});

/** Resolves when a connection waits for a lock. */
async function somebodyWaits(source: DataSource): Promise<void> {
  const sql = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  for (;;) {
    const waiting: unknown[] = await source.query(sql);
    if (waiting.length > 0) return;
  }
}
