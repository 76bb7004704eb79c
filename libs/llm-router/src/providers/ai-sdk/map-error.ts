import { LlmRouterError } from '../../contracts/errors/llm-router-error.js';
import { UpstreamError, type UpstreamErrorCode } from '../../contracts/errors/upstream-error.js';
import { isObject, objectOf, parseJson, textOf } from '../json-value.js';
import { mapError as mapVendorError } from '../openai-chat/map-error.js';
import { type FailureContext, protocolBroken, upstreamFailure } from '../upstream-failure.js';

/** What the AI SDK's other errors mean; their names are their interface (`@ai-sdk/provider`, errors). */
const NAMES: Readonly<Record<string, UpstreamErrorCode>> = {
  AI_LoadAPIKeyError: 'auth_refused',
  AI_LoadSettingError: 'auth_refused',
  AI_NoSuchModelError: 'model_gone',
  AI_UnsupportedFunctionalityError: 'bad_request',
  AI_InvalidPromptError: 'bad_request',
  AI_InvalidArgumentError: 'bad_request',
  AI_JSONParseError: 'protocol_broken',
  AI_TypeValidationError: 'protocol_broken',
  AI_InvalidResponseDataError: 'protocol_broken',
  AI_EmptyResponseBodyError: 'protocol_broken',
  AI_NoContentGeneratedError: 'protocol_broken',
};

/** How an unreachable provider looks from Node's `fetch` and from the AI SDK's words for it. */
const UNREACHABLE = /^(fetch failed|failed to fetch|Cannot connect to API)/i;

/** Whatever a model threw, or wrote into its stream as an error, as one of ours. */
export function mapError(error: unknown, context: FailureContext): LlmRouterError {
  if (LlmRouterError.isInstance(error)) return error;
  const { name, message, statusCode, lastError } = objectOf(error);
  if (name === 'AI_RetryError' && lastError !== undefined) return mapError(lastError, context);
  if (typeof statusCode === 'number') return answered(error, statusCode, context);
  if (typeof message === 'string' && UNREACHABLE.test(message)) {
    return new UpstreamError(`Provider ${context.provider} could not be reached.`, {
      code: 'connection_failed',
      provider: context.provider,
      cause: error,
    });
  }
  const code = typeof name === 'string' ? NAMES[name] : undefined;
  if (code !== undefined) {
    return upstreamFailure(
      { code, ...(textOf(message) ? { message: textOf(message)! } : {}) },
      context,
    );
  }
  // A vendor's own error, as some providers write it into their stream.
  const body = error instanceof Error ? { message } : isObject(error) ? error : { message: error };
  return mapVendorError(
    { headers: {}, body: isObject(body.error) ? body : { error: body } },
    context,
  );
}

/** An `APICallError`: the vendor's answer rides on it. With status 200 it is an error all the same, or no reply. */
function answered(error: unknown, status: number, context: FailureContext): UpstreamError {
  const { responseHeaders, responseBody, data, message } = objectOf(error);
  const body = typeof responseBody === 'string' ? parseJson(responseBody) : data;
  if (status < 400 && !isObject(objectOf(body).error)) {
    return protocolBroken(context.provider, 'its answer is no reply', status);
  }
  return mapVendorError(
    {
      ...(status < 400 ? {} : { status }),
      headers: Object.fromEntries(
        Object.entries(objectOf(responseHeaders))
          .filter((it): it is [string, string] => typeof it[1] === 'string')
          .map(([header, value]) => [header.toLowerCase(), value]),
      ),
      body: isObject(body) || Array.isArray(body) ? body : { error: { message } },
    },
    context,
  );
}
