import { type ConsoleLogger, Logger } from '@nestjs/common';
import { ConfigurationError } from '../contracts/errors/configuration-error.js';
import { type KeyEvent, KeyEventSource } from '../contracts/key-events.js';
import { readAnchors } from './audit-anchor.js';
import { chained, type ChainedEntry, type ChainHead, GENESIS } from './audit-chain.js';
import { auditSettings } from './audit-options.js';
import { AuditSession } from './audit-session.js';
import { AuditStore } from './audit-store.js';
import { AuditWriter } from './audit-writer.js';
import { HandClock } from './audit.fixture.js';
import { auditKeys } from './key-audit.js';
import type { PlainEntry } from './plain-entry.js';

class ListStore extends AuditStore {
  readonly isOpen = true;
  readonly chain: ChainedEntry[] = [];

  override async append(entries: readonly PlainEntry[]): Promise<void> {
    this.chain.push(...chained(await this.head(), entries));
  }

  override async head(): Promise<ChainHead> {
    return this.chain.at(-1) ?? GENESIS;
  }

  override async lastDetails(kind: string): Promise<string | undefined> {
    return this.chain.filter((it) => it.kind === kind).at(-1)?.details;
  }
}

const HOUR_MS = 3_600_000;
let logged: string[];
beforeEach(() => {
  logged = [];
  const log = (message: unknown) => void logged.push(String(message));
  Logger.overrideLogger({ log, warn: log, error: log } as Partial<ConsoleLogger> as ConsoleLogger);
});
afterAll(() => Logger.overrideLogger(true));

async function run(store: AuditStore, hash?: string, during?: (clock: HandClock) => Promise<void>) {
  const clock = new HandClock();
  const writer = new AuditWriter(store, clock);
  const session = new AuditSession(writer, store, clock, hash ? { hash } : undefined, HOUR_MS);
  await session.onApplicationBootstrap();
  await writer.flush();
  await during?.(clock);
  await session.onApplicationShutdown();
}

it('records starts and stops, and the configuration where it is another one', async () => {
  const store = new ListStore();
  for (const hash of ['one', 'one', 'two', undefined]) await run(store, hash);
  const told = store.chain.map(({ kind, details }) => {
    const { from, to } = JSON.parse(details) as { from?: string; to?: string };
    return to === undefined ? kind : `${from} → ${to}`;
  });
  const [start, stop] = ['process-started', 'process-stopped'];
  expect(told).toEqual([
    ...[start, 'null → one', stop],
    ...[start, stop],
    ...[start, 'one → two', stop],
    ...[start, stop],
  ]);
});

it('writes anchors into the log, of what was added since, and at the end', async () => {
  const store = new ListStore();
  await run(store, 'one', async (clock) => {
    for (let hour = 0; hour < 3; hour++) {
      clock.pass(HOUR_MS);
      await new Promise(setImmediate);
    }
  });
  const anchors = readAnchors(logged.join('\n'));
  expect(anchors.map(({ sequence }) => sequence)).toEqual([2, 3]);
  expect(anchors[1]?.hash).toBe(store.chain[2]?.hash);
});

it('records what happens to keys', () => {
  let told: (event: KeyEvent) => void = () => undefined;
  const source: KeyEventSource = { subscribe: (listener) => ((told = listener), () => undefined) };
  const record = jest.fn();
  auditKeys(source, { record, flush: () => Promise.resolve() });
  told({ type: 'key-revoked', keyId: 'ci', tenant: 'acme', by: 'ops', at: 7 });
  told({ type: 'key-created', keyId: 'ci', at: 8 });
  expect(record.mock.calls).toEqual([
    [{ kind: 'key-revoked', actor: 'ops', subject: 'ci', at: 7, details: { tenant: 'acme' } }],
    [{ kind: 'key-created', subject: 'ci', at: 8, details: {} }],
  ]);
});

it('takes legal options only', () => {
  expect(auditSettings({})).toEqual({ decisions: 'refused', anchorEveryMs: HOUR_MS });
  expect(auditSettings({ anchorEvery: false }).anchorEveryMs).toBe(0);
  for (const wrong of [{ anchorEvery: 0 }, { anchorEvery: '30d' }, { decisions: 'none' }]) {
    expect(() => auditSettings(wrong as never)).toThrow(ConfigurationError);
  }
});
