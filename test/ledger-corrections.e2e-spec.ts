import {
  LedgerCorrections,
  LedgerTables,
  LedgerWriter,
  settledCallFrom,
  UsageLedger,
} from 'nestjs-llm-router/typeorm';
import type { DataSource } from 'typeorm';
import { ledgerSource } from './support/open-ledger.js';
import { DATABASES, type ScratchDatabase, testWhere } from './support/scratch-databases.js';
import { madeAttempt, settledCall } from './support/settled-calls.js';

describe.each(DATABASES)('corrections on %s', (_name, scratch) => {
  let database: ScratchDatabase | undefined;
  let source: DataSource;
  let writer: LedgerWriter;
  let ledger: UsageLedger;
  let corrections: LedgerCorrections;

  beforeAll(async () => {
    database = await scratch();
    if (database === undefined) return;
    source = await ledgerSource(database);
    const tables = new LedgerTables(source);
    writer = new LedgerWriter(tables);
    ledger = new UsageLedger(source, writer);
    corrections = new LedgerCorrections(source, tables, writer);
  });

  afterAll(async () => {
    await source?.destroy();
    await database?.drop();
  });

  const test = testWhere(() => database !== undefined);
  const correctionsOf = async (id: string) =>
    (await ledger.request(id))?.attempts?.filter(({ kind }) => kind === 'correction');

  test('are rows of their own, of a call that has only just settled too', async () => {
    const failed = madeAttempt({ provider: 'groq', model: 'groq/llama', status: 'failed' });
    const answered = madeAttempt({ index: 1 });
    const call = settledCall({ attempts: [failed, answered] });
    writer.onEvent(call);
    const before = await ledger.request(call.id);
    const { id, added } = await corrections.correct({
      requestId: call.id,
      usage: { input: -100, reasoning: 7 },
      cost: -12_345n,
      note: ' The invoice of November. ',
    });
    expect([id.length, added]).toEqual([26, true]);
    const after = await ledger.request(call.id);
    expect({ ...after, attempts: after?.attempts?.filter((it) => it.id !== id) }).toEqual(before);
    expect(after?.attempts?.find((it) => it.id === id)).toEqual({
      ...after?.attempts?.find((it) => it.id === answered.id),
      id,
      kind: 'correction',
      usage: {
        ...call.usage,
        input: -100,
        cacheRead: 0,
        cacheWrite: 0,
        inputAudio: 0,
        output: 0,
        reasoning: 7,
        outputAudio: 0,
      },
      cost: -12_345n,
      costParts: {
        input: null,
        cacheRead: null,
        cacheWrite: null,
        output: null,
        reasoning: null,
        audio: null,
        image: null,
        request: null,
      },
      finishReason: null,
      waitedMs: null,
      openedMs: null,
      firstPartMs: null,
      durationMs: 0,
      note: 'The invoice of November.',
    });
    const explained = settledCallFrom(after!);
    expect(explained.attempts.map(({ cost }) => cost)).toEqual([930_000_000n, 929_987_655n]);
    expect(explained.usage.input).toBe(900);
  });

  test('can be about a try that did not answer', async () => {
    const failed = madeAttempt({ provider: 'groq', model: 'groq/llama', cost: null });
    const call = settledCall({ attempts: [failed, madeAttempt({ index: 1 })], cost: null });
    writer.onEvent(call);
    await corrections.correct({
      requestId: call.id,
      attemptId: failed.id,
      cost: 5n,
      note: 'Its price is known now.',
    });
    expect(await correctionsOf(call.id)).toMatchObject([
      { index: 0, provider: 'groq', model: 'groq/llama', cost: 5n },
    ]);
  });

  test('change nothing when they are made again under the same id', async () => {
    const call = settledCall();
    writer.onEvent(call);
    const correction = { requestId: call.id, cost: 1n, note: 'x', id: `invoice-7/${call.id}` };
    const made = await Promise.all([1, 2, 3].map(() => corrections.correct(correction)));
    expect(made.filter(({ added }) => added)).toHaveLength(1);
    expect(await corrections.correct(correction)).toEqual({ id: correction.id, added: false });
    expect(await correctionsOf(call.id)).toMatchObject([{ id: correction.id, cost: 1n }]);
    const another = settledCall();
    writer.onEvent(another);
    await expect(
      corrections.correct({ ...correction, requestId: another.id }),
    ).rejects.toMatchObject({ code: 'invalid_request', param: 'id' });
  });

  test('refuse what they cannot be about, and what says nothing', async () => {
    const call = settledCall();
    const hit = settledCall({ attempts: [], cache: 'hit' });
    writer.onEvent(call);
    writer.onEvent(hit);
    const good = { requestId: call.id, cost: 1n, note: 'x' };
    for (const [differing, param] of [
      [{ requestId: 'nobody' }, 'requestId'],
      [{ requestId: hit.id }, 'requestId'],
      [{ attemptId: 'nothing' }, 'attemptId'],
      [{ note: ' ' }, 'note'],
      [{ id: '' }, 'id'],
      [{ id: 'x'.repeat(101) }, 'id'],
      [{ usage: { input: 0.5 } }, 'usage'],
      [{ usage: { estimated: 1 } as object }, 'usage'],
      [{ usage: { constructor: 1 } as object }, 'usage'],
    ] as const) {
      await expect(corrections.correct({ ...good, ...differing })).rejects.toMatchObject({
        code: 'invalid_request',
        param,
      });
    }
    expect(await correctionsOf(call.id)).toEqual([]);
  });
});
