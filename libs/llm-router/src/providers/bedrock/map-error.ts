import type { UpstreamError, UpstreamErrorCode } from '../../contracts/errors/upstream-error.js';
import { objectOf, textOf } from '../json-value.js';
import { headerOf } from '../transport/http-answer.js';
import { retryAfterMs } from '../transport/retry-after.js';
import { codeOfStatus, type FailureContext, upstreamFailure } from '../upstream-failure.js';
import type { FailedAnswer } from '../vendor-http.js';

/** The errors of `Converse` and `ConverseStream`, and the common errors of AWS; in a stream they begin in lower case. */
const TYPES: ReadonlyMap<string, UpstreamErrorCode> = new Map([
  ['accessdeniedexception', 'auth_refused'],
  ['expiredtokenexception', 'auth_refused'],
  ['incompletesignatureexception', 'auth_refused'],
  ['invalidsignatureexception', 'auth_refused'],
  ['missingauthenticationtokenexception', 'auth_refused'],
  ['unrecognizedclientexception', 'auth_refused'],
  ['internalserverexception', 'server_error'],
  ['modelerrorexception', 'server_error'],
  ['modelstreamerrorexception', 'server_error'],
  ['modeltimeoutexception', 'server_error'],
  ['modelnotreadyexception', 'overloaded'],
  ['serviceunavailableexception', 'overloaded'],
  ['resourcenotfoundexception', 'model_gone'],
  ['servicequotaexceededexception', 'quota_exhausted'],
  ['throttlingexception', 'rate_limited'],
]);

/** What hides behind `ValidationException`. */
const PROSE: readonly (readonly [RegExp, UpstreamErrorCode])[] = [
  [
    /too long|too many (input )?tokens|(exceeds?|maximum) .{0,40}(context|input (length|tokens)|token limit)/i,
    'context_overflow',
  ],
  [
    /model identifier is invalid|on-demand throughput|end of its life|model .{0,80}not (found|supported in)/i,
    'model_gone',
  ],
  [/content filtering policy|blocked by .{0,30}polic/i, 'content_filtered'],
];

/** A failure whose type the stream tells beside its body. */
export interface TypedFailure extends FailedAnswer {
  readonly type?: string;
}

/** The error for a failed answer, or for an exception inside a 200 stream. */
export function mapError(answer: TypedFailure, context: FailureContext): UpstreamError {
  const { status } = answer;
  const body = objectOf(answer.body);
  const message = textOf(body.message) ?? textOf(body.Message);
  const type = answer.type ?? headerOf(answer.headers, 'x-amzn-errortype') ?? textOf(body.__type);
  const retryAfter = retryAfterMs(answer.headers);
  return upstreamFailure(
    {
      code: codeOf(nameOf(type), status, message),
      ...(status === undefined ? {} : { status }),
      ...(message === undefined ? {} : { message }),
      ...(retryAfter === undefined ? {} : { retryAfterMs: retryAfter }),
    },
    context,
  );
}

/** `ThrottlingException:http://internal.amazon.com/…` and `com.amazon.coral#ThrottlingException` are both used. */
function nameOf(type = ''): string {
  return (type.split(':')[0] ?? '').replace(/^.*#/, '').toLowerCase();
}

function codeOf(name: string, status: number | undefined, message = ''): UpstreamErrorCode {
  if (name === 'throttlingexception' && /per day/i.test(message)) return 'quota_exhausted';
  const byType = TYPES.get(name);
  if (byType !== undefined) return byType;
  if (name === 'validationexception' || status === 400) {
    return PROSE.find(([pattern]) => pattern.test(message))?.[1] ?? 'bad_request';
  }
  return status === undefined ? 'server_error' : codeOfStatus(status);
}
