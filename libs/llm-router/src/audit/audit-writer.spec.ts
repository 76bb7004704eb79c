import { Logger } from '@nestjs/common';
import { type ChainHead, GENESIS } from './audit-chain.js';
import { AuditStore } from './audit-store.js';
import { AuditWriter } from './audit-writer.js';
import { entry, HandClock } from './audit.fixture.js';
import type { PlainEntry } from './plain-entry.js';

class ListStore extends AuditStore {
  readonly isOpen = true;
  readonly written: PlainEntry[] = [];
  readonly batches: number[] = [];
  away = false;
  /** The next answers get lost on their way back. */
  deaf = 0;

  override async append(entries: readonly PlainEntry[], again: boolean): Promise<void> {
    if (this.away) throw new Error('away');
    const known = new Set(again ? this.written.map(({ id }) => id) : []);
    this.written.push(...entries.filter(({ id }) => !known.has(id)));
    this.batches.push(entries.length);
    if (this.deaf-- > 0) throw new Error('connection lost');
  }

  override async head(): Promise<ChainHead> {
    return GENESIS;
  }

  override async lastDetails(): Promise<undefined> {
    return undefined;
  }
}

function world() {
  const store = new ListStore();
  const clock = new HandClock();
  return { store, clock, writer: new AuditWriter(store, clock) };
}
const subjects = ({ written }: ListStore) => written.map(({ subject }) => subject);
const record = (writer: AuditWriter, from: number, to: number) => {
  for (let index = from; index < to; index++) writer.record(entry({ subject: `${index}` }));
};

beforeEach(() => Logger.overrideLogger(false));
afterAll(() => Logger.overrideLogger(true));

it('writes what came in together in one go, a moment later', async () => {
  const { store, clock, writer } = world();
  record(writer, 0, 3);
  expect(store.batches).toEqual([]);
  clock.pass(10);
  await writer.flush();
  expect(store.batches).toEqual([3]);
  expect(subjects(store)).toEqual(['0', '1', '2']);
});

it('keeps entries in their order while the database is away', async () => {
  const { store, clock, writer } = world();
  store.away = true;
  record(writer, 0, 150);
  await expect(writer.flush()).rejects.toThrow('away');
  expect([writer.pending, writer.lastError?.message]).toEqual([150, 'away']);
  record(writer, 150, 250);
  store.away = false;
  clock.pass(10_000);
  await writer.flush();
  expect(subjects(store)).toEqual(Array.from({ length: 250 }, (_, index) => `${index}`));
  expect([writer.pending, writer.lastError, writer.lost]).toEqual([0, undefined, 0]);
});

it('writes once what was written without its knowing', async () => {
  const { store, clock, writer } = world();
  store.deaf = 1;
  record(writer, 0, 2);
  await expect(writer.flush()).rejects.toThrow('connection lost');
  record(writer, 2, 3);
  clock.pass(10_000);
  await writer.flush();
  expect(subjects(store)).toEqual(['0', '1', '2']);
});

it('tells in the trail what it had to drop', async () => {
  const { store, clock, writer } = world();
  store.away = true;
  record(writer, 0, 10_007);
  await writer.flush().catch(() => undefined);
  expect([writer.pending, writer.lost, writer.full]).toEqual([10_000, 7, true]);
  store.away = false;
  clock.pass(10_000);
  await writer.flush();
  await writer.flush();
  expect(store.written).toHaveLength(10_001);
  expect(store.written.filter(({ kind }) => kind === 'entries-lost')).toMatchObject([
    { details: '{"count":7}' },
  ]);
});

it('writes the rest before it closes, but does not wait for ever', async () => {
  const { store, clock, writer } = world();
  record(writer, 0, 3);
  await writer.close();
  expect(store.written).toHaveLength(3);
  store.away = true;
  record(writer, 3, 4);
  const closed = writer.close();
  clock.pass(10_000);
  await closed;
  expect(writer.pending).toBe(1);
});
