import type { IncomingHttpHeaders } from 'node:http';
import type { CredentialSource } from '../contracts/credential-source.js';
import { UpstreamError } from '../contracts/errors/upstream-error.js';
import type { ProviderKeys } from './credentials/provider-keys.js';
import { parseJson } from './json-value.js';
import type { HttpAnswer } from './transport/http-answer.js';
import { type HttpRequest, HttpTransport } from './transport/http-transport.js';
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
  /** Milliseconds that are left of the caller's time; passed on, so that a gateway upstream does not work for nobody. */
  readonly remainingMs?: number;
}

/** How a provider may be reached. */
export interface VendorAccess {
  /** Left out: no key is sent. */
  readonly keys?: ProviderKeys;
  /** True: its name may lead to a private address. Default: only `localhost` may. */
  readonly local?: boolean;
}

/** For calls that nobody configured a limit for. */
const PROBE_CONNECT_TIMEOUT_MS = 5_000;

/** Request header: milliseconds until the answer must be complete; the router's own doors honour it. */
const DEADLINE_HEADER = 'x-request-timeout-ms';

/** HTTP to one vendor: its base URL, its headers and keys, and success or a mapped error. */
export class VendorHttp {
  private readonly transport: HttpTransport;
  private readonly basePath: string;
  private readonly headers: Readonly<Record<string, string>>;
  private readonly keys: ProviderKeys | undefined;

  constructor(
    private readonly provider: string,
    baseUrl: string,
    headers: Readonly<Record<string, string>>,
    { keys, ...reach }: VendorAccess = {},
  ) {
    this.keys = keys;
    const { origin, pathname } = new URL(baseUrl);
    this.transport = new HttpTransport(provider, origin, reach);
    this.basePath = pathname.replace(/\/+$/, '');
    this.headers = headers;
  }

  /** Looks up the keys' source where it is a plugin. */
  bindCredentials(find: (id: string) => CredentialSource): void {
    this.keys?.bind(find);
  }

  /** Resolves with the headers of a success. */
  post(request: VendorRequest, mapError: MapError): Promise<HttpAnswer> {
    const { path, accept, remainingMs, ...rest } = request;
    const headers = {
      'content-type': 'application/json',
      accept,
      ...(remainingMs === undefined ? {} : { [DEADLINE_HEADER]: String(Math.ceil(remainingMs)) }),
    };
    return this.send({ method: 'POST', path, ...rest }, headers, mapError);
  }

  /** The document at a path. */
  async get(path: string, signal: AbortSignal, mapError: MapError): Promise<unknown> {
    const { body } = await this.send(
      { method: 'GET', path, signal, connectTimeoutMs: PROBE_CONNECT_TIMEOUT_MS },
      { accept: 'application/json' },
      mapError,
    );
    const document = parseJson(await readDocument(body, this.provider));
    if (document === undefined) throw protocolBroken(this.provider, 'its answer is not JSON');
    return document;
  }

  close(): Promise<void> {
    return this.transport.close();
  }

  private async send(
    request: Omit<HttpRequest, 'headers'>,
    own: Readonly<Record<string, string>>,
    mapError: MapError,
  ): Promise<HttpAnswer> {
    const { keys } = this;
    const headers = { ...this.headers, ...own };
    if (keys === undefined) return this.exchange(request, headers, mapError);
    const key = await keys.take();
    try {
      const keyed = { ...keys.headersOf(key), ...headers };
      const answer = await this.exchange(request, keyed, mapError);
      keys.accepted(key);
      return { ...answer, credential: key.alias };
    } catch (error) {
      // What a call was aborted with is the aborting side's own.
      const isTheProviders = error instanceof UpstreamError && error !== request.signal.reason;
      throw isTheProviders ? keys.failed(key, error) : error;
    }
  }

  private async exchange(
    request: Omit<HttpRequest, 'headers'>,
    headers: Readonly<Record<string, string>>,
    mapError: MapError,
  ): Promise<HttpAnswer> {
    const answer = await this.transport.send({
      ...request,
      path: this.basePath + request.path,
      headers: Object.entries(headers).flat(),
    });
    return refuseFailure(this.provider, answer, request.signal, mapError);
  }
}

/** The answer where it is a success; throws the mapped error where it is none. */
export async function refuseFailure(
  provider: string,
  answer: HttpAnswer,
  signal: AbortSignal,
  mapError: MapError,
): Promise<HttpAnswer> {
  const { status, headers, body } = answer;
  if (status < 300) return answer;
  if (status < 400) {
    body.discard();
    throw protocolBroken(provider, 'it answered with a redirect, which is not followed', status);
  }
  const text = await readFailure(body).catch((error: unknown) => {
    if (signal.aborted) throw error;
    return '';
  });
  throw mapError({ status, headers, body: parseJson(text) });
}
