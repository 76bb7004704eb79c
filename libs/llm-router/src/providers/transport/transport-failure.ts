import { UpstreamError } from '../../contracts/errors/upstream-error.js';
import { PRIVATE_ADDRESS } from './public-lookup.js';

/** Codes of undici and Node's HTTP parser for an answer that is not proper HTTP. */
const NOT_HTTP = /^(HPE_|UND_ERR_(HEADERS_OVERFLOW|RES_))/;

/** A socket's failure. Only its code is kept: the error itself may hold the request's headers. */
export function transportFailure(provider: string, error: unknown): UpstreamError {
  const code = codeOf(error);
  if (code === 'UND_ERR_CONNECT_TIMEOUT') return connectTimedOut(provider);
  if (code === PRIVATE_ADDRESS) {
    return new UpstreamError(
      `The router does not connect to provider ${provider}: its name leads to a private address. Mark it as local where that is meant.`,
      { code: 'connection_failed', disposition: 'try-next', provider, cause: code },
    );
  }
  if (NOT_HTTP.test(code)) {
    return new UpstreamError(`Provider ${provider} does not speak proper HTTP (${code}).`, {
      code: 'protocol_broken',
      provider,
      cause: code,
    });
  }
  return new UpstreamError(`The connection to provider ${provider} failed (${code}).`, {
    code: 'connection_failed',
    provider,
    cause: code,
  });
}

export function connectTimedOut(provider: string, timeoutMs?: number): UpstreamError {
  const limit = timeoutMs === undefined ? 'in time' : `within ${timeoutMs} ms`;
  return new UpstreamError(`Provider ${provider} accepted no connection ${limit}.`, {
    code: 'timeout',
    provider,
  });
}

/** What an aborted call fails with: the signal's own reason. */
export function abortReason(signal: AbortSignal): Error {
  const reason: unknown = signal.reason;
  return reason instanceof Error || isErrorLike(reason)
    ? reason
    : new DOMException('This operation was aborted', 'AbortError');
}

/** An error of another realm or another copy of the package. */
function isErrorLike(value: unknown): value is Error {
  return typeof value === 'object' && value !== null && 'message' in value && 'name' in value;
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error) && !isErrorLike(error)) return 'unknown';
  // undici's parser errors come without a code.
  if (error.name === 'HTTPParserError') return 'HPE_INVALID';
  const code = 'code' in error ? error.code : undefined;
  return typeof code === 'string' && code !== '' ? code : 'unknown';
}
