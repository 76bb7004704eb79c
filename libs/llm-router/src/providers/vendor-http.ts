import type { IncomingHttpHeaders } from 'node:http';
import type { UpstreamError } from '../contracts/errors/upstream-error.js';
import { parseJson } from './json-value.js';
import type { HttpAnswer } from './transport/http-answer.js';
import { HttpTransport } from './transport/http-transport.js';
import { readDocument, readFailure } from './transport/read-body.js';
import { protocolBroken } from './upstream-failure.js';

/** An answer that is no reply. */
export interface FailedAnswer {
  /** Left out for an error inside a 200 answer. */
  readonly status?: number;
  readonly headers: IncomingHttpHeaders;
  /** What its JSON holds; undefined where it is none, e.g. a proxy's page. */
  readonly body: unknown;
}

export type MapError = (answer: FailedAnswer) => UpstreamError;

export interface VendorRequest {
  /** Below the base URL. */
  readonly path: string;
  readonly body: string;
  readonly accept: string;
  readonly signal: AbortSignal;
  readonly connectTimeoutMs: number;
}

/** For calls that nobody configured a limit for. */
const PROBE_CONNECT_TIMEOUT_MS = 5_000;

/** HTTP to one vendor: its base URL, its headers, and success or a mapped error. */
export class VendorHttp {
  private readonly transport: HttpTransport;
  private readonly basePath: string;
  private readonly headers: readonly string[];

  constructor(
    private readonly provider: string,
    baseUrl: string,
    headers: Readonly<Record<string, string>>,
  ) {
    const { origin, pathname } = new URL(baseUrl);
    this.transport = new HttpTransport(provider, origin);
    this.basePath = pathname.replace(/\/+$/, '');
    this.headers = Object.entries(headers).flat();
  }

  /** Resolves with the headers of a success. */
  async post(request: VendorRequest, mapError: MapError): Promise<HttpAnswer> {
    const answer = await this.transport.send({
      method: 'POST',
      path: this.basePath + request.path,
      headers: [...this.headers, 'content-type', 'application/json', 'accept', request.accept],
      body: request.body,
      signal: request.signal,
      connectTimeoutMs: request.connectTimeoutMs,
    });
    return this.refuseFailure(answer, request.signal, mapError);
  }

  /** The document at a path. */
  async get(path: string, signal: AbortSignal, mapError: MapError): Promise<unknown> {
    const answer = await this.transport.send({
      method: 'GET',
      path: this.basePath + path,
      headers: [...this.headers, 'accept', 'application/json'],
      signal,
      connectTimeoutMs: PROBE_CONNECT_TIMEOUT_MS,
    });
    const { body } = await this.refuseFailure(answer, signal, mapError);
    const document = parseJson(await readDocument(body, this.provider));
    if (document === undefined) throw protocolBroken(this.provider, 'its answer is not JSON');
    return document;
  }

  close(): Promise<void> {
    return this.transport.close();
  }

  private async refuseFailure(
    answer: HttpAnswer,
    signal: AbortSignal,
    mapError: MapError,
  ): Promise<HttpAnswer> {
    const { status, headers, body } = answer;
    if (status < 300) return answer;
    if (status < 400) {
      body.discard();
      throw protocolBroken(
        this.provider,
        'it answered with a redirect, which is not followed',
        status,
      );
    }
    const text = await readFailure(body).catch((error: unknown) => {
      if (signal.aborted) throw error;
      return '';
    });
    throw mapError({ status, headers, body: parseJson(text) });
  }
}
