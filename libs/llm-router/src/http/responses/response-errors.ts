import { LlmRouterError } from '../../contracts/errors/llm-router-error.js';

/** Also said of another owner's, so that ids cannot be probed. */
export function responseNotFound(id: string): LlmRouterError {
  return new LlmRouterError(`Response ${JSON.stringify(id.slice(0, 100))} was not found.`, {
    code: 'response_not_found',
    httpStatus: 404,
    param: 'response_id',
  });
}

export function previousResponseNotFound(id: string): LlmRouterError {
  return new LlmRouterError(
    `previous_response_id: response ${JSON.stringify(id.slice(0, 100))} was not found. It may have expired, or was not stored.`,
    { code: 'previous_response_not_found', httpStatus: 400, param: 'previous_response_id' },
  );
}
