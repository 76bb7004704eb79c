/** The error object of OpenAI's API. */
export interface OpenAiError {
  readonly message: string;
  readonly type: string;
  /** The field of the request that is at fault, as a path. */
  readonly param: string | null;
  readonly code: string | null;
}

/** The type that OpenAI's clients expect with a status. */
export function errorType(status: number): string {
  if (status === 401) return 'authentication_error';
  if (status === 429) return 'rate_limit_error';
  if (status === 500) return 'server_error';
  return status > 500 ? 'api_error' : 'invalid_request_error';
}
