import { Logger } from '@nestjs/common';
import type { Exchange } from '../contracts/exchange.js';
import type { Reply } from '../contracts/reply.js';
import type { CallSettled } from '../contracts/router-event.js';
import { SystemClock } from '../contracts/clock.js';
import { ContentLog } from './content-log.js';
import { type ContentOptions, contentSettings } from './content-options.js';
import { type ContentRecord, ContentStore } from './content-record.js';
import { ContentStage } from './content.stage.js';

beforeAll(() => Logger.overrideLogger(false));

class Kept extends ContentStore {
  readonly records: ContentRecord[] = [];
  readonly isOpen = true;

  override async add(record: ContentRecord): Promise<boolean> {
    this.records.push(record);
    return true;
  }
}

const restore = (reply: Reply): Reply => ({
  ...reply,
  chunks: (async function* () {
    for await (const _ of reply.chunks) {
      yield { parts: [{ type: 'text', choice: 0, text: 'restored' }] };
    }
  })(),
});

async function noted(options: ContentOptions, { extra }: { extra?: unknown } = {}) {
  const store = new Kept();
  const log = new ContentLog(contentSettings(options), store, new SystemClock());
  let settle: (outcome: CallSettled) => void = () => undefined;
  const asked = {
    id: 'call',
    request: { messages: [{ role: 'user', content: 'original' }], extra },
    caller: { tenant: 'acme', keyId: 'k' },
    startedAt: 1,
    journal: { onSettled: (listener: typeof settle) => (settle = listener) },
  } as unknown as Exchange;
  const safe = { ...asked, request: { messages: [{ role: 'user' as const, content: 'safe' }] } };
  const pass = new ContentStage(log).begin(asked, safe);
  const chunks = (async function* () {
    yield { parts: [{ type: 'text' as const, choice: 0, text: 'redacted' }] };
  })();
  const reply = pass({ head: {} as Reply['head'], chunks }, restore);
  for await (const _ of reply.chunks);
  settle({ sensitivity: 'internal' } as CallSettled);
  await log.flush();
  return { log, record: store.records[0] };
}

it('notes a call as providers see it', async () => {
  const { record } = await noted({});
  expect(record).toMatchObject({ id: 'call', tenant: 'acme', sensitivity: 'internal' });
  expect(record?.subject).toEqual({ tenant: 'acme', keyId: 'k', user: '' });
  expect(JSON.parse(record?.text ?? '')).toEqual({
    request: { messages: [{ role: 'user', content: 'safe' }] },
    reply: [{ choice: 0, text: 'redacted' }],
  });
});

it('notes it as its caller sees it, where that is wanted', async () => {
  const { record } = await noted({ form: 'original' });
  expect(JSON.parse(record?.text ?? '')).toMatchObject({
    request: { messages: [{ content: 'original' }] },
    reply: [{ text: 'restored' }],
  });
});

it('leaves out classes that are not to be kept', async () => {
  const { record, log } = await noted({ classes: { internal: { store: false } } });
  expect([record, log.lost]).toEqual([undefined, 0]);
});

it('keeps the length of a prompt that is too long, and counts what JSON cannot hold as lost', async () => {
  const { record } = await noted({ form: 'original' }, { extra: 'x'.repeat(5_000_000) });
  expect(JSON.parse(record?.text ?? '')).toMatchObject({ request: { omitted: 5_000_062 } });
  const { log } = await noted({ form: 'original' }, { extra: 1n });
  expect(log.lost).toBe(1);
});
