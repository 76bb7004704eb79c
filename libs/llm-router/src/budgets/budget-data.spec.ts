import type { BudgetRule } from '../contracts/budget.js';
import type { BudgetAnswer, BudgetStep, KeptBudget } from '../contracts/budget-store.js';
import { BudgetStore } from '../contracts/budget-store.js';
import type { ModelDirectory } from '../contracts/model-directory.js';
import { ManualClock } from '../resilience/manual-clock.fixture.js';
import { BudgetBook } from './budget-book.js';
import { BudgetData } from './budget-data.js';
import { BudgetDesk } from './budget-desk.js';
import { MemoryBudgetStore } from './memory-budget-store.js';

const DAY_MS = 86_400_000;
const by = (subject: BudgetRule['by'], name = `of-${subject.replace(':', '-')}`): BudgetRule => ({
  name,
  by: subject,
  window: 'day',
  limits: { requests: 10 },
});

/** An application's own, which knows nothing of persons. */
class PlainStore extends BudgetStore {
  readonly shared = false;
  private readonly memory = new MemoryBudgetStore(clock);

  override apply(steps: readonly BudgetStep[]): Promise<readonly BudgetAnswer[]> {
    return this.memory.apply(steps);
  }

  override read(ids: readonly string[]) {
    return this.memory.read(ids);
  }

  override list(query: Parameters<BudgetStore['list']>[0]): Promise<readonly KeptBudget[]> {
    return this.memory.list(query);
  }
}

let clock: ManualClock;
beforeEach(() => (clock = new ManualClock()));

function over(store: BudgetStore, ...budgets: BudgetRule[]) {
  const book = new BudgetBook({ budgets, providers: [] }, {} as ModelDirectory, clock, store);
  return { book, data: new BudgetData(book, new BudgetDesk(book, clock)) };
}

/** A call that is ada in all that it can be. */
async function charge(store: BudgetStore, name: string, ...budgets: BudgetRule[]) {
  await chargeOf('acme', store, name, ...budgets);
}

async function chargeOf(
  tenant: string | undefined,
  store: BudgetStore,
  name: string,
  ...budgets: BudgetRule[]
) {
  const { book } = over(store, ...budgets);
  const limits = { budget: { usd: 1, window: 'day' } } as const;
  const caller = { user: name, team: name, tenant, keyId: name, limits };
  const meters = book.metersOf({ caller, tags: { customer: name } }, clock.now());
  const charges = meters.map(({ counter }) => ({ counter, amount: 1n }));
  await store.apply([{ type: 'end', lease: `${tenant}-${name}-${clock.now()}`, charges }]);
}
const ALL = [by('user'), by('tag:customer'), by('team'), by('tenant'), by('key')];
const whom = (user: string) => ({ tenant: 'acme', user, pseudonym: 'subject-1' });
const named = async (store: MemoryBudgetStore, name: string) =>
  (await store.ofSubject(name)).map(({ counter }) => counter.budget).sort();

it.each([['ada'], ['a'.repeat(300)]])(
  'moves counters of users and tags, and no others',
  async (name) => {
    const store = new MemoryBudgetStore(clock);
    await charge(store, name, ...ALL);
    const { data } = over(store, ...ALL);
    expect(await data.count(whom(name))).toEqual({ count: 2 });
    expect(await data.erase(whom(name))).toBe(2);
    expect(await named(store, name)).toEqual(['key:usd', 'of-key', 'of-team']);
    const moved = await store.ofSubject('subject-1');
    expect(moved.map(({ counter }) => counter.id).sort()).toEqual(
      ['of-tag-customer|#|subject-1', 'of-user|#|"acme"|subject-1'].map((it) =>
        it.replace('#', `requests|day|${Math.floor(clock.now() / DAY_MS) * DAY_MS}`),
      ),
    );
    expect(JSON.stringify(moved.map(({ counter }) => counter.id))).not.toContain(name);
    expect(await data.erase(whom(name))).toBe(0);
  },
);

it('leaves users of other tenants alone, and of none', async () => {
  const store = new MemoryBudgetStore(clock);
  const tenants = ['acme', 'globex', undefined];
  for (const it of tenants) await chargeOf(it, store, 'ada', by('user'));
  const { data } = over(store, by('user'));
  expect(await data.erase(whom('ada'))).toBe(1);
  const left = async () =>
    (await store.ofSubject('ada'))
      .filter(({ counter }) => counter.budget === 'of-user')
      .map(({ counter }) => counter.tenant);
  expect(await left()).toEqual(['globex', undefined]);
  expect(await data.erase({ ...whom('ada'), tenant: undefined, keyId: 'ci' })).toBe(1);
  expect(await left()).toEqual(['globex']);
});

it('moves those of windows that are over, and of budgets that are configured no more', async () => {
  const store = new MemoryBudgetStore(clock);
  await charge(store, 'ada', by('user', 'old'), by('team', 'new'));
  const dayEnds = DAY_MS - (clock.now() % DAY_MS);
  clock.advance(dayEnds + 1);
  await charge(store, 'ada', by('user', 'old'));
  const { data } = over(store, by('team', 'new'));
  expect(await data.erase(whom('ada'))).toBe(2);
  expect(await named(store, 'ada')).toEqual(['key:usd', 'key:usd', 'new']);
});

it('finds nothing in a store that cannot tell', async () => {
  const store = new PlainStore();
  await charge(store, 'ada', by('user'));
  const { data } = over(store, by('user'));
  expect([await data.count(whom('ada')), await data.erase(whom('ada'))]).toEqual([{ count: 0 }, 0]);
});
