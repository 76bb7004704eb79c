import { Logger } from '@nestjs/common';
import type { ModelDirectory } from '../contracts/model-directory.js';
import type { Subject } from '../contracts/subject.js';
import { type SubjectSince, SubjectVault } from '../contracts/subject-vault.js';
import { ManualClock } from '../resilience/manual-clock.fixture.js';
import { BudgetBook } from './budget-book.js';
import { BudgetData } from './budget-data.js';
import { BudgetDesk } from './budget-desk.js';
import { LateNames } from './late-names.js';
import { MemoryBudgetStore } from './memory-budget-store.js';

const ADA: Subject = { tenant: 'acme', user: 'ada' };

/** Whom it erased, and when; it can be away. */
class Erasures extends SubjectVault {
  readonly at = new Map<string, number>();
  away = false;
  asked = 0;

  async pseudonymOf({ tenant, user }: Subject): Promise<string> {
    return `subject-${tenant}-${user}`;
  }

  async seal(): Promise<undefined> {
    return undefined;
  }

  async open(): Promise<undefined> {
    return undefined;
  }

  async erasedSince(calls: readonly SubjectSince[]): Promise<(string | undefined)[]> {
    this.asked++;
    if (this.away) throw new Error('away');
    const names = await Promise.all(calls.map(({ subject }) => this.pseudonymOf(subject)));
    return calls.map(({ since }, index) => {
      const name = names[index] ?? '';
      return (this.at.get(name) ?? -1) >= since ? name : undefined;
    });
  }
}

let clock: ManualClock;
let vault: Erasures;
let book: BudgetBook;
let store: MemoryBudgetStore;
let names: LateNames;

beforeEach(() => {
  jest.spyOn(Logger.prototype, 'warn').mockReturnValue();
  clock = new ManualClock();
  vault = new Erasures();
  store = new MemoryBudgetStore(clock);
  const budgets = [
    { name: 'by-user', by: 'user', window: 'total', limits: { requests: 10 } },
    { name: 'by-team', by: 'team', window: 'total', limits: { requests: 10 } },
  ] as const;
  book = new BudgetBook({ budgets, providers: [] }, {} as ModelDirectory, clock, store);
  names = new LateNames(new BudgetData(book, new BudgetDesk(book, clock)), clock, vault);
});
afterEach(() => jest.restoreAllMocks());

/** A call of Ada's team, which has her name, ends. */
const end = async (user: string, tenant = 'acme', startedAt = clock.now()) => {
  const meters = book.metersOf({ caller: { tenant, user, team: 'ada' }, tags: {} }, clock.now());
  const charges = meters.map(({ counter }) => ({ counter, amount: 1n }));
  await store.apply([{ type: 'end', lease: `${tenant}-${user}-${clock.now()}`, charges }]);
  names.ended({ subject: { tenant, user }, startedAt }, meters);
  clock.advance(10);
};
const turns = async (count = 20) => {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
};
const spent = async () =>
  (await store.list({ at: clock.now(), limit: 10 }))
    .map(({ counter, amounts }) => `${counter.budget} ${counter.subject} ${amounts.spent}`)
    .sort();

it('erases again whom a call names that began before the erasure, and nobody else', async () => {
  const before = clock.now();
  await end('grace');
  vault.at.set(await vault.pseudonymOf(ADA), clock.now());
  clock.advance(1);
  await end('ada', 'acme', before);
  await turns();
  expect(await spent()).toEqual(['by-team ada 2', 'by-user grace 1', 'by-user subject-acme-ada 1']);
  await end('ada');
  await end('ada', 'other', before);
  await turns();
  const ofAda = (await spent()).filter((it) => it.startsWith('by-user ada'));
  expect(ofAda).toEqual(['by-user ada 1', 'by-user ada 1']);
});

it('asks again while nobody answers, and for what is left at the end', async () => {
  const before = clock.now();
  vault.at.set(await vault.pseudonymOf(ADA), before);
  vault.away = true;
  await end('ada', 'acme', before);
  await turns();
  expect(Logger.prototype.warn).toHaveBeenCalledWith(expect.stringContaining('next try in 100 ms'));
  expect(await spent()).toContain('by-user ada 1');
  vault.away = false;
  await names.close();
  expect(await spent()).toContain('by-user subject-acme-ada 1');
});

it('asks nothing for calls that no counter names', async () => {
  const [team] = book.metersOf({ caller: { team: 'ada' }, tags: {} }, clock.now());
  names.ended({ subject: ADA, startedAt: clock.now() }, [team!]);
  names.ended({ startedAt: clock.now() }, [team!]);
  clock.advance(1_000);
  await turns();
  expect([vault.asked, clock.pending]).toEqual([0, 0]);
});
