import { UpstreamError, type UpstreamErrorCode } from '../contracts/errors/upstream-error.js';
import type { SecretScrubber } from './secret-scrubber.js';

/** Whose failure it is, and what of a vendor's text may be shown. */
export interface FailureContext {
  readonly provider: string;
  /** The vendor's name of the model that was asked. */
  readonly model?: string;
  readonly scrub: SecretScrubber;
}

/** A failure as a dialect's own table understood it. */
export interface Diagnosis {
  readonly code: UpstreamErrorCode;
  /** Left out for an error inside a 200 answer. */
  readonly status?: number;
  /** The vendor's words. */
  readonly message?: string;
  readonly param?: string;
  readonly retryAfterMs?: number;
}

const MAX_VENDOR_MESSAGE = 500;
const PARAM = /^[\w.[\]-]{1,100}$/;

/** The error for a diagnosis. The vendor's words are shown only where they are about the request itself. */
export function upstreamFailure(diagnosis: Diagnosis, context: FailureContext): UpstreamError {
  const { code, status, param, retryAfterMs } = diagnosis;
  return new UpstreamError(sentence(diagnosis, context), {
    code,
    provider: context.provider,
    ...(status === undefined ? {} : { upstreamStatus: status }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(param !== undefined && PARAM.test(param) ? { param } : {}),
  });
}

export function protocolBroken(provider: string, what: string, status?: number): UpstreamError {
  return new UpstreamError(`Provider ${provider} gave no usable answer: ${what}.`, {
    code: 'protocol_broken',
    provider,
    ...(status === undefined ? {} : { upstreamStatus: status }),
  });
}

/** What a status alone says; 3xx is the caller's business. */
export function codeOfStatus(status: number): UpstreamErrorCode {
  if (status === 401 || status === 403) return 'auth_refused';
  if (status === 402) return 'quota_exhausted';
  if (status === 404) return 'model_gone';
  if (status === 413) return 'context_overflow';
  if (status === 429) return 'rate_limited';
  if (status === 503 || status === 529) return 'overloaded';
  if (status === 408 || status === 409 || status >= 500) return 'server_error';
  return 'bad_request';
}

function sentence({ code, status, message }: Diagnosis, context: FailureContext): string {
  const { provider } = context;
  const model =
    context.model === undefined ? '' : ` ${JSON.stringify(context.model.slice(0, 200))}`;
  const words = message === undefined ? '' : vendorWords(message, context.scrub);
  switch (code) {
    case 'auth_refused':
      return `Provider ${provider} refused the router's credentials.`;
    case 'rate_limited':
      return `Provider ${provider} limits the rate of requests.`;
    case 'quota_exhausted':
      return `The router's account at provider ${provider} has no quota or credit left.`;
    case 'overloaded':
      return `Provider ${provider} is overloaded.`;
    case 'model_gone':
      return model === ''
        ? `Provider ${provider} has nothing at this address.`
        : `Provider ${provider} does not have the model${model}.`;
    case 'content_filtered':
      return `Provider ${provider} filtered the request or its answer.`;
    case 'context_overflow':
      return `The request is longer than the model${model} of provider ${provider} takes${words === '' ? '.' : `: ${words}`}`;
    case 'bad_request':
      return `Provider ${provider} refused the request${words === '' ? ` with status ${status}.` : `: ${words}`}`;
    default:
      return `Provider ${provider} failed${status === undefined ? '' : ` with status ${status}`}.`;
  }
}

function vendorWords(message: string, scrub: SecretScrubber): string {
  const line = scrub(message.slice(0, 10 * MAX_VENDOR_MESSAGE))
    // eslint-disable-next-line no-control-regex -- what a terminal or a log would act on
    .replace(/[\u0000-\u001f\u007f\s]+/g, ' ')
    .trim();
  return line.length > MAX_VENDOR_MESSAGE ? `${line.slice(0, MAX_VENDOR_MESSAGE - 1)}…` : line;
}
