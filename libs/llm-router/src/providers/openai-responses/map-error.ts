import type { UpstreamError } from '../../contracts/errors/upstream-error.js';
import { isObject, textOf } from '../json-value.js';
import { mapError as mapChatError } from '../openai-chat/map-error.js';
import type { FailureContext } from '../upstream-failure.js';
import type { FailedAnswer } from '../vendor-http.js';

/** What a response fails with because of what it was asked: `ResponseError.code` of the API reference. */
const ABOUT_THE_REQUEST =
  /^(invalid_|image_|unsupported_image|empty_image|failed_to_download_image)/;

/** A refused request, as in Chat Completions. */
export function mapError(answer: FailedAnswer, context: FailureContext): UpstreamError {
  return mapChatError(answer, context);
}

/** The `error` of a response that failed, or an `error` event, inside a 200 answer. */
export function mapFailure(error: unknown, context: FailureContext): UpstreamError {
  const fields = isObject(error) ? error : {};
  const { code, message, param } = fields;
  const ofRequest = ABOUT_THE_REQUEST.test(textOf(code) ?? '');
  return mapChatError(
    {
      headers: {},
      body: {
        error: { code, message, param, ...(ofRequest ? { type: 'invalid_request_error' } : {}) },
      },
    },
    context,
  );
}
