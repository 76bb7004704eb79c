import { Logger } from '@nestjs/common';
import { EventEmitter } from 'node:events';
import type { Worker } from 'node:worker_threads';
import type { ScanQuestion } from './scan-program.js';
import { ScanningThread } from './scanning-thread.js';

/** A thread that answers when it is told to. */
class HandWorker extends EventEmitter {
  readonly asked: ScanQuestion[] = [];
  terminated = false;

  postMessage(question: ScanQuestion): void {
    this.asked.push(question);
  }

  answer(entity: string): void {
    const { id } = this.asked.shift() as ScanQuestion;
    this.emit('message', { id, findings: [{ entity, start: 0, end: 1 }] });
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

let workers: HandWorker[];
let thread: ScanningThread;

beforeEach(() => {
  jest.spyOn(Logger.prototype, 'warn').mockImplementation();
  workers = [];
  thread = new ScanningThread({}, () => {
    const worker = new HandWorker();
    workers.push(worker);
    return worker as unknown as Worker;
  });
});

afterEach(() => jest.restoreAllMocks());

it('starts with the first text, once, and answers each', async () => {
  expect(workers).toHaveLength(0);
  const scans = [thread.scan('a', undefined), thread.scan('b', new Set(['email']))];
  expect(workers).toHaveLength(1);
  expect(workers[0]?.asked.map((it) => it.wanted)).toEqual([undefined, ['email']]);
  workers[0]?.answer('first');
  workers[0]?.answer('second');
  expect((await Promise.all(scans)).map((it) => it?.[0]?.entity)).toEqual(['first', 'second']);
});

it('leaves the scanning to others once it has failed, and says so', async () => {
  const waiting = thread.scan('a', undefined);
  workers[0]?.emit('error', new Error('no such module'));
  expect(await waiting).toBeUndefined();
  expect(await thread.scan('b', undefined)).toBeUndefined();
  expect(workers).toHaveLength(1);
  expect(Logger.prototype.warn).toHaveBeenCalledWith(expect.stringContaining('no such module'));
});

it('leaves it to others where threads are forbidden', async () => {
  const forbidden = new ScanningThread({}, () => {
    throw new Error('ERR_ACCESS_DENIED');
  });
  expect(await forbidden.scan('a', undefined)).toBeUndefined();
  expect(await forbidden.scan('a', undefined)).toBeUndefined();
  expect(Logger.prototype.warn).toHaveBeenCalledTimes(1);
});

it('ends at shutdown, and leaves nobody waiting', async () => {
  const waiting = thread.scan('a', undefined);
  await thread.close();
  expect(await waiting).toBeUndefined();
  expect(workers[0]?.terminated).toBe(true);
  expect(await thread.scan('a', undefined)).toBeUndefined();
});
