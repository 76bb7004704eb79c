import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import { headerOf, type HttpAnswer } from './http-answer.js';
import { inflated } from './inflated-body.js';
import { ResponseBody } from './response-body.js';
import { abortReason, connectTimedOut, transportFailure } from './transport-failure.js';

/**
 * One request and its answer, as undici's dispatcher drives it. `answer` settles when the headers are here; later
 * failures reach the reader of the body. Aborting closes the socket, also while it still connects.
 */
export class HttpExchange implements Dispatcher.DispatchHandler {
  readonly answer: Promise<HttpAnswer>;
  private resolve!: (answer: HttpAnswer) => void;
  private reject!: (reason: Error) => void;
  private controller: Dispatcher.DispatchController | undefined;
  private body: ResponseBody | undefined;
  private connectTimer: NodeJS.Timeout | undefined;
  private failed = false;

  constructor(
    private readonly provider: string,
    private readonly signal: AbortSignal,
  ) {
    this.answer = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    signal.addEventListener('abort', this.onAbort, { once: true });
  }

  /** Gives up unless the request was handed to a connection by then. */
  expectConnection(timeoutMs: number): void {
    if (this.controller !== undefined || this.failed || !Number.isFinite(timeoutMs)) return;
    this.connectTimer = setTimeout(
      () => this.fail(connectTimedOut(this.provider, timeoutMs)),
      timeoutMs,
    );
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    clearTimeout(this.connectTimer);
    this.controller = controller;
    if (this.failed) this.closeSocket();
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: IncomingHttpHeaders,
  ): void {
    if (status < 200) return;
    const body = new ResponseBody({
      pause: () => controller.pause(),
      resume: () => controller.resume(),
      close: () => this.closeSocket(),
    });
    this.body = body;
    try {
      const encoding = headerOf(headers, 'content-encoding');
      this.resolve({ status, headers, body: inflated(body, encoding, this.provider) });
    } catch (error) {
      this.fail(error as Error);
    }
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.body?.push(chunk);
  }

  onResponseEnd(): void {
    this.signal.removeEventListener('abort', this.onAbort);
    this.body?.end();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.fail(transportFailure(this.provider, error));
  }

  private readonly onAbort = (): void => {
    this.fail(abortReason(this.signal));
  };

  private fail(reason: Error): void {
    if (this.failed) return;
    this.failed = true;
    clearTimeout(this.connectTimer);
    this.signal.removeEventListener('abort', this.onAbort);
    this.reject(reason);
    this.body?.fail(reason);
    this.closeSocket();
  }

  /** Does nothing where the answer is already complete. */
  private closeSocket(): void {
    this.controller?.abort(new Error('closed by the router'));
  }
}
