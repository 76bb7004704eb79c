import type { AttemptRecord } from '../contracts/attempt.js';
import { SystemClock } from '../contracts/clock.js';
import { CompletionJournal } from '../contracts/completion-journal.js';
import { LlmRouterError } from '../contracts/errors/llm-router-error.js';
import { CallAbortedError } from '../contracts/errors/request-errors.js';
import type { Exchange } from '../contracts/exchange.js';
import type { Reply } from '../contracts/reply.js';
import type { ReplyChunk } from '../contracts/reply-chunk.js';
import type { CallSettled } from '../contracts/router-event.js';
import { NO_USAGE } from '../contracts/token-usage.js';
import { anAttempt } from './calls.fixture.js';
import type { EventBus } from './event-bus.js';
import { ObserveStage } from './observe.stage.js';

/** A disk that syncs when the test says so. */
class SlowJournal extends CompletionJournal {
  readonly records: CallSettled[] = [];
  admitted = 0;
  full = false;
  private syncs: (() => void)[] = [];

  override admit(): void {
    if (this.full) throw new LlmRouterError('full', { code: 'ledger_full', httpStatus: 503 });
    this.admitted++;
  }

  override append(call: CallSettled): Promise<void> {
    this.records.push(call);
    return new Promise((resolve) => this.syncs.push(resolve));
  }

  sync(): void {
    for (const done of this.syncs.splice(0)) done();
  }
}

const chunk: ReplyChunk = { parts: [{ type: 'text', choice: 0, text: 'Hi' }] };
const replyOf = (chunks: () => AsyncGenerator<ReplyChunk>): Reply => ({
  head: { model: 'a/b', provider: 'a', cache: 'off', warnings: [] },
  chunks: chunks(),
});
const turn = () => new Promise((resolve) => setImmediate(resolve));
/** Whether a promise is settled by now. */
const isOver = async (promise: Promise<unknown>) => {
  let over = false;
  void promise.then(
    () => (over = true),
    () => (over = true),
  );
  await turn();
  return over;
};

describe('ObserveStage with a journal', () => {
  let journal: SlowJournal;
  let told: unknown[];
  let controller: AbortController;

  const observe = (chunks: () => AsyncGenerator<ReplyChunk>, kept?: CompletionJournal) => {
    const bus = { publish: (event: unknown) => void told.push(event) } as unknown as EventBus;
    const stage = new ObserveStage(bus, new SystemClock(), kept);
    controller = new AbortController();
    const exchange = {
      id: 'call',
      caller: {},
      tags: {},
      delivery: 'stream',
      model: 'a/b',
      startedAt: 1,
      signal: controller.signal,
      journal: stage.journal('call'),
    } as unknown as Exchange;
    return stage.observe(exchange, async () => replyOf(chunks));
  };
  const two = async function* () {
    yield chunk;
    yield chunk;
  };
  const broken = async function* () {
    yield chunk;
    throw new LlmRouterError('broke', { code: 'stream_interrupted', httpStatus: 502 });
  };

  beforeEach(() => {
    journal = new SlowJournal();
    told = [];
  });

  it('passes chunks on at once, and tells the end and the outcome when the record is safe', async () => {
    const reply = await observe(two, journal);
    const chunks = reply.chunks[Symbol.asyncIterator]();
    await chunks.next();
    await chunks.next();
    expect(journal.records).toEqual([]);
    const end = chunks.next();
    expect(await isOver(end)).toBe(false);
    expect(await isOver(reply.outcome)).toBe(false);
    expect(journal.records).toEqual([expect.objectContaining({ id: 'call', status: 'succeeded' })]);
    expect(told).toHaveLength(1);
    journal.sync();
    expect(await end).toEqual({ done: true, value: undefined });
    expect(await reply.outcome).toBe(journal.records[0]);
  });

  it('tells a break when its record is safe', async () => {
    const reply = await observe(broken, journal);
    const chunks = reply.chunks[Symbol.asyncIterator]();
    await chunks.next();
    const end = chunks.next();
    expect(await isOver(end)).toBe(false);
    journal.sync();
    await expect(end).rejects.toMatchObject({ code: 'stream_interrupted' });
    expect(journal.records).toHaveLength(1);
  });

  it('records a reply that its reader leaves, whose reader does not wait', async () => {
    const reply = await observe(two, journal);
    const chunks = reply.chunks[Symbol.asyncIterator]();
    await chunks.next();
    expect(await isOver(chunks.return!())).toBe(true);
    expect(journal.records).toEqual([expect.objectContaining({ status: 'aborted' })]);
  });

  it('records once what is aborted while nobody pulls', async () => {
    const reply = await observe(two, journal);
    controller.abort(new CallAbortedError());
    const end = reply.chunks[Symbol.asyncIterator]().next();
    expect(await isOver(end)).toBe(false);
    journal.sync();
    await expect(end).rejects.toMatchObject({ code: 'aborted' });
    expect(journal.records).toHaveLength(1);
  });

  it('records a call that never began to answer before it says so', async () => {
    const failing = (): AsyncGenerator<ReplyChunk> => {
      throw new LlmRouterError('nobody', { code: 'no_candidate', httpStatus: 503 });
    };
    const call = observe(failing, journal);
    call.catch(() => undefined);
    expect(await isOver(call)).toBe(false);
    journal.sync();
    await expect(call).rejects.toMatchObject({ code: 'no_candidate', callId: 'call' });
  });

  it('begins no call that could not be recorded: it is told to sinks, and asks nobody', async () => {
    journal.full = true;
    const asked = jest.fn(two);
    await expect(observe(asked, journal)).rejects.toMatchObject({ code: 'ledger_full' });
    expect(asked).not.toHaveBeenCalled();
    expect(journal.records).toEqual([]);
    expect(told).toHaveLength(1);
  });

  it('admits each call that it records', async () => {
    for (const ending of [two, broken, two]) {
      const reply = await observe(ending, journal);
      const over = (async () => {
        for await (const _ of reply.chunks);
      })().catch(() => undefined);
      await turn();
      journal.sync();
      await over;
    }
    expect([journal.admitted, journal.records.length]).toEqual([3, 3]);
  });
});

describe('ObserveStage, where tokens have to be counted', () => {
  const guessed = anAttempt({ usage: { ...NO_USAGE, input: 9, estimated: true }, cost: 9n });
  const exact = { ...guessed, usage: { ...guessed.usage, input: 7 }, cost: 7n };
  let told: unknown[];
  let settledAt: string[];

  /** A call whose one attempt ends with its reply, and is counted when the test says so. */
  const call = async (kept?: CompletionJournal, breaks?: Error) => {
    const bus = { publish: (event: unknown) => void told.push(event) } as unknown as EventBus;
    const stage = new ObserveStage(bus, new SystemClock(), kept);
    const controller = new AbortController();
    const journal = stage.journal('call');
    const exchange = {
      id: 'call',
      caller: {},
      tags: {},
      delivery: 'stream',
      model: 'a/b',
      startedAt: 1,
      signal: controller.signal,
      journal,
    } as unknown as Exchange;
    journal.onSettled(() => void settledAt.push('settled'));
    let count: (record?: AttemptRecord) => void = () => undefined;
    const counted = new Promise<AttemptRecord>((resolve, reject) => {
      count = (record) => (record ? resolve(record) : reject(new Error('no count')));
    });
    const reply = await stage.observe(exchange, async () => ({
      ...replyOf(async function* () {
        try {
          yield chunk;
          if (breaks) throw breaks;
        } finally {
          journal.attempted(guessed, counted);
        }
      }),
    }));
    return { reply, chunks: reply.chunks[Symbol.asyncIterator](), count, controller, journal };
  };
  const settled = () => told.filter((it) => (it as CallSettled).type === 'call-settled');

  beforeEach(() => {
    told = [];
    settledAt = [];
  });

  it('tells the attempt at once, and settles once with the count; its reader waits', async () => {
    const { reply, chunks, count } = await call();
    await chunks.next();
    const end = chunks.next();
    expect(await isOver(end)).toBe(false);
    expect(told).toEqual([{ type: 'attempt-ended', callId: 'call', attempt: guessed }]);
    expect(settledAt).toEqual([]);
    count(exact);
    expect(await end).toEqual({ done: true, value: undefined });
    expect(await reply.outcome).toMatchObject({
      cost: 7n,
      usage: { input: 7, estimated: true },
      attempts: [exact],
    });
    expect([settled().length, settledAt]).toEqual([1, ['settled']]);
  });

  it('lets nobody wait who has left', async () => {
    const { reply, chunks, count } = await call();
    await chunks.next();
    expect(await isOver(chunks.return!())).toBe(true);
    expect(settled()).toEqual([]);
    count(exact);
    expect(await reply.outcome).toMatchObject({ status: 'aborted', cost: 7n });
    expect(settled()).toHaveLength(1);
  });

  it('settles once where it breaks, and is aborted while it is counted', async () => {
    const broke = new LlmRouterError('broke', { code: 'stream_interrupted', httpStatus: 502 });
    const { reply, chunks, count, controller } = await call(undefined, broke);
    await chunks.next();
    const end = chunks.next();
    expect(await isOver(end)).toBe(false);
    controller.abort(new CallAbortedError());
    await chunks.return!();
    count(exact);
    await expect(end).rejects.toBe(broke);
    expect(await reply.outcome).toMatchObject({ status: 'interrupted', cost: 7n });
    expect(settled()).toHaveLength(1);
  });

  it('accounts for an attempt that hears of the abort after it did', async () => {
    const { reply, controller, journal } = await call();
    const late = { ...exact, id: 'late', kind: 'continuation' as const };
    controller.signal.addEventListener('abort', () => journal.attempted(late));
    controller.abort(new CallAbortedError());
    expect(await reply.outcome).toMatchObject({ status: 'aborted', cost: 7n, attempts: [late] });
  });

  it('keeps the guess where nothing could be counted', async () => {
    const { reply, chunks, count } = await call();
    await chunks.next();
    const end = chunks.next();
    count();
    await end;
    expect(await reply.outcome).toMatchObject({ cost: 9n, attempts: [guessed] });
  });

  it('records the count, and not the guess', async () => {
    const kept = new SlowJournal();
    const { reply, chunks, count } = await call(kept);
    await chunks.next();
    const end = chunks.next();
    await turn();
    expect(kept.records).toEqual([]);
    count(exact);
    await turn();
    expect(kept.records).toMatchObject([{ cost: 7n }]);
    expect([await isOver(end), await isOver(reply.outcome)]).toEqual([false, false]);
    kept.sync();
    await end;
    expect(await reply.outcome).toBe(kept.records[0]);
  });
});
