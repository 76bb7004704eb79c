import { Logger } from '@nestjs/common';
import type { Worker } from 'node:worker_threads';
import type { Finding } from '../../contracts/redactor.js';
import type { CustomDetection } from './custom-recognisers.js';
import { type ScanAnswer, startScanner } from './scan-program.js';

type Waiting = (findings: readonly Finding[] | undefined) => void;

/**
 * Scans long texts in a thread of its own, which starts with the first of them. Once it has failed it is left alone:
 * whatever made it fail, e.g. a bundler, is still there.
 */
export class ScanningThread {
  private readonly logger = new Logger(ScanningThread.name);
  private readonly waiting = new Map<number, Waiting>();
  private worker: Worker | undefined;
  private lastId = 0;
  private over = false;

  constructor(
    private readonly custom: CustomDetection,
    private readonly start: (custom: CustomDetection) => Worker = startScanner,
  ) {}

  /** Undefined: there is no thread, and the caller has to scan itself. */
  async scan(
    text: string,
    wanted: ReadonlySet<string> | undefined,
  ): Promise<readonly Finding[] | undefined> {
    const worker = this.running();
    if (worker === undefined) return undefined;
    const id = ++this.lastId;
    return new Promise((resolve) => {
      this.waiting.set(id, resolve);
      worker.postMessage({ id, text, wanted: wanted && [...wanted] });
    });
  }

  async close(): Promise<void> {
    const { worker } = this;
    this.end();
    await worker?.terminate();
  }

  private running(): Worker | undefined {
    if (this.worker !== undefined || this.over) return this.worker;
    try {
      return (this.worker = this.watched(this.start(this.custom)));
    } catch (error) {
      this.failed(error);
      return undefined;
    }
  }

  private watched(worker: Worker): Worker {
    worker.on('message', ({ id, findings }: ScanAnswer) => {
      this.waiting.get(id)?.(findings);
      this.waiting.delete(id);
    });
    worker.on('error', (error) => this.failed(error));
    worker.on('exit', () => this.end());
    // Only now: listening to it has made it one that the process waits for.
    worker.unref();
    return worker;
  }

  private failed(error: unknown): void {
    const why = error instanceof Error ? error.message : String(error);
    this.logger.warn(`Long texts are scanned on the event loop from now on. ${why}`);
    this.end();
  }

  /** Everybody who waits has to scan for themselves. */
  private end(): void {
    this.over = true;
    this.worker = undefined;
    const waiting = [...this.waiting.values()];
    this.waiting.clear();
    for (const answer of waiting) answer(undefined);
  }
}
