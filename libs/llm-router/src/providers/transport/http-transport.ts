import { Pool } from 'undici';
import type { HttpAnswer } from './http-answer.js';
import { HttpExchange } from './http-exchange.js';
import { isLocalName, type Lookup, publicLookup } from './public-lookup.js';
import { abortReason } from './transport-failure.js';

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** Names and values in turns. */
  readonly headers: readonly string[];
  readonly body?: string;
  readonly signal: AbortSignal;
  readonly connectTimeoutMs: number;
}

const POOL_OPTIONS = {
  pipelining: 1,
  /** Long enough for a chat's next turn, shorter than what the vendors' load balancers grant. */
  keepAliveTimeout: 30_000,
  /** The retry loop has a limit for each phase of a call. */
  headersTimeout: 0,
  bodyTimeout: 0,
};

export interface TransportOptions {
  /** True: the origin's name may lead to a private address. Default: only `localhost` may. */
  readonly local?: boolean;
  /** Resolves names. Default: the system does. */
  readonly lookup?: Lookup;
}

/**
 * Keep-alive connections to one origin. Redirects are not followed: a key must not travel to another host. Nor are names
 * followed to private addresses, unless the origin is local; an address that was configured as such is what it is.
 */
export class HttpTransport {
  private pool: Pool | undefined;
  private readonly lookup: Lookup | undefined;

  constructor(
    private readonly provider: string,
    private readonly origin: string,
    { local, lookup }: TransportOptions = {},
  ) {
    const mayBePrivate = local ?? isLocalName(new URL(origin).hostname);
    this.lookup = mayBePrivate ? lookup : publicLookup(lookup);
  }

  /** Resolves with the headers. Rejects with an `UpstreamError`, or with the reason of the signal. */
  send(request: HttpRequest): Promise<HttpAnswer> {
    const { method, path, body, signal } = request;
    if (signal.aborted) return Promise.reject(abortReason(signal));
    this.pool ??= new Pool(this.origin, {
      ...POOL_OPTIONS,
      // Each call gives up on its own; this ends connections that nobody waits for any more.
      connect: {
        timeout: Math.min(Math.max(request.connectTimeoutMs, 10_000), 60_000),
        ...(this.lookup === undefined ? {} : { lookup: this.lookup }),
      },
    });
    const exchange = new HttpExchange(this.provider, signal);
    this.pool.dispatch(
      { method, path, headers: [...request.headers], body: body ?? null },
      exchange,
    );
    exchange.expectConnection(request.connectTimeoutMs);
    return exchange.answer;
  }

  /** Closes all connections, busy ones too. A later call opens new ones. */
  async close(): Promise<void> {
    const { pool } = this;
    this.pool = undefined;
    await pool?.destroy();
  }
}
