import { Logger } from '@nestjs/common';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { EventEmitter } from 'node:events';
import type { Worker } from 'node:worker_threads';
import type { ChatRequest } from '../contracts/chat-request.js';
import { type Cancel, Clock, SystemClock } from '../contracts/clock.js';
import { TokenizerCounter } from './tokenizer-counter.js';

class HandClock extends Clock {
  time = 0;
  readonly timers = new Set<{ at: number; run: () => void }>();

  override now(): number {
    return this.time;
  }

  override monotonic(): number {
    return this.time;
  }

  override after(milliseconds: number, run: () => void): Cancel {
    const timer = { at: this.time + milliseconds, run };
    this.timers.add(timer);
    return () => void this.timers.delete(timer);
  }

  advance(milliseconds: number): void {
    this.time += milliseconds;
    for (const timer of [...this.timers]) {
      if (timer.at > this.time || !this.timers.delete(timer)) continue;
      timer.run();
    }
  }
}

/** A thread that answers when it is told to. */
class HandWorker extends EventEmitter {
  readonly asked: { id: number; texts: string[] }[] = [];
  terminated = false;

  postMessage(question: { id: number; texts: string[] }): void {
    this.asked.push(question);
  }

  answer(tokens: number): void {
    this.emit('message', { id: this.asked.shift()!.id, tokens });
  }

  unref(): void {
    // Has no process to keep alive.
  }

  terminate(): Promise<number> {
    this.terminated = true;
    this.emit('exit', 1);
    return Promise.resolve(1);
  }
}

const ask = (content: string): ChatRequest => ({ messages: [{ role: 'user', content }] });

describe('TokenizerCounter, with the real thread', () => {
  const counter = new TokenizerCounter(new SystemClock());

  afterAll(() => counter.onApplicationShutdown());

  it('counts what the vocabulary counts, and what frames the messages', async () => {
    const text =
      'The quick brown fox jumps over the lazy dog, 12 times. Übermäßig! 这是一个测试。 ';
    const long = text.repeat(2_000);
    expect(await counter.count(ask(text))).toBe(4 + countTokens(text));
    const exact = countTokens(long);
    expect(Math.abs((await counter.count(ask(long))) - 4 - exact)).toBeLessThan(exact * 0.001);
  });

  it('counts tools, tool calls, schemas, text parts and images', async () => {
    const tools = [{ type: 'function' as const, function: { name: 'weather' } }];
    const calls = [
      { id: 'a', type: 'function' as const, function: { name: 'weather', arguments: '{}' } },
    ];
    const format = { type: 'json_object' as const };
    const tokens = await counter.count({
      tools,
      response_format: format,
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is this?' },
            { type: 'image_url', image_url: { url: 'https://example.com/a.png' } },
          ],
        },
        { role: 'assistant', content: null, tool_calls: calls },
      ],
    });
    const texts = ['What is this?', ...[calls, tools, format].map((it) => JSON.stringify(it))];
    const counted = texts.reduce((sum, text) => sum + countTokens(text), 0);
    expect(tokens).toBe(2 * 4 + 1_600 + counted);
  });

  it('counts texts alone, and nothing around them', async () => {
    const texts = ['Once upon a time', 'there was a fox.'];
    const exact = texts.reduce((sum, text) => sum + countTokens(text), 0);
    expect(await counter.countTexts(texts)).toBe(exact);
  });

  it('takes the names of special tokens for text', async () => {
    expect(await counter.count(ask('<|endoftext|>'))).toBeGreaterThan(4 + 1);
  });

  it.each([
    ['one letter', 'a'.repeat(200_000)],
    ['blanks', ' '.repeat(200_000)],
    ['emoji', '👩‍👩‍👧‍👦'.repeat(10_000)],
  ])('is not held up by a text of nothing but %s', async (_name, text) => {
    const estimate = 4 + Buffer.byteLength(text) / 4;
    const tokens = await counter.count(ask(text));
    expect(tokens).not.toBe(estimate);
    expect(tokens).toBeLessThan(Buffer.byteLength(text));
  });

  it('keeps no process alive', async () => {
    await counter.count(ask('hello'));
    expect(process.getActiveResourcesInfo()).not.toContain('MessagePort');
  });
});

describe('TokenizerCounter', () => {
  const text = 'x'.repeat(400);
  const estimate = 4 + 100;
  let clock: HandClock;
  let workers: HandWorker[];
  let counter: TokenizerCounter;

  beforeEach(() => {
    jest.spyOn(Logger.prototype, 'warn').mockImplementation();
    clock = new HandClock();
    workers = [];
    counter = new TokenizerCounter(clock, () => {
      const worker = new HandWorker();
      workers.push(worker);
      return worker as unknown as Worker;
    });
  });

  afterEach(() => jest.restoreAllMocks());

  it('starts its thread with the first count, once', async () => {
    expect(workers).toHaveLength(0);
    const counts = [counter.count(ask('a')), counter.count(ask('b'))];
    expect(workers).toHaveLength(1);
    workers[0]!.answer(5);
    workers[0]!.answer(6);
    expect(await Promise.all(counts)).toEqual([9, 10]);
    expect(clock.timers.size).toBe(0);
  });

  it('estimates where the thread takes too long, and gives it up', async () => {
    const first = counter.count(ask(text));
    clock.advance(1_999);
    const second = counter.count(ask(text));
    clock.advance(1);
    expect(await Promise.all([first, second])).toEqual([estimate, estimate]);
    expect(workers[0]!.terminated).toBe(true);
    expect(clock.timers.size).toBe(0);
    const third = counter.count(ask(text));
    workers[1]!.answer(50);
    expect(await third).toBe(54);
  });

  it('estimates for a while after the thread died, then starts another', async () => {
    const first = counter.count(ask(text));
    workers[0]!.emit('error', new Error('out of memory'));
    expect(await first).toBe(estimate);
    clock.advance(9_999);
    expect(await counter.count(ask(text))).toBe(estimate);
    expect(workers).toHaveLength(1);
    clock.advance(1);
    void counter.count(ask(text));
    expect(workers).toHaveLength(2);
  });

  it('estimates where threads are forbidden, and asks for one only now and then', async () => {
    let tries = 0;
    const forbidden = new TokenizerCounter(clock, () => {
      tries += 1;
      throw new Error('ERR_ACCESS_DENIED');
    });
    expect(await forbidden.count(ask(text))).toBe(estimate);
    expect(await forbidden.count(ask(text))).toBe(estimate);
    expect(tries).toBe(1);
  });

  it('estimates texts where the thread is lost', async () => {
    const counted = counter.countTexts([text]);
    workers[0]!.emit('exit', 1);
    expect(await counted).toBe(100);
  });

  it('estimates where too much waits already', async () => {
    const waiting = counter.count(ask('y'.repeat(4_000_000)));
    expect(await counter.count(ask(text))).toBe(estimate);
    workers[0]!.answer(1);
    await waiting;
    void counter.count(ask(text));
    expect(workers[0]!.asked).toHaveLength(1);
  });

  it('ends its thread at shutdown, and leaves nobody waiting', async () => {
    const waiting = counter.count(ask(text));
    await counter.onApplicationShutdown();
    expect(await waiting).toBe(estimate);
    expect(workers[0]!.terminated).toBe(true);
    expect(clock.timers.size).toBe(0);
  });
});
