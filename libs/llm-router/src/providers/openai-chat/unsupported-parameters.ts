import type { ChatRequest } from '../../contracts/chat-request.js';
import type { ChatQuirks } from './chat-quirks.js';

/** Values that ask for what happens anyway. */
const NEUTRAL: Readonly<Record<string, unknown>> = {
  n: 1,
  temperature: 1,
  top_p: 1,
  presence_penalty: 0,
  frequency_penalty: 0,
  parallel_tool_calls: true,
  service_tier: 'auto',
  logprobs: false,
  store: false,
};

/** Names of the request's fields that a vendor cannot honour for a model. */
export function unsupportedParameters(
  request: ChatRequest,
  model: string,
  quirks: ChatQuirks,
): readonly string[] {
  const names = (quirks.unsupported ?? [])
    .filter((rule) => rule.models?.test(model) ?? true)
    .flatMap((rule) => rule.names)
    .filter((name) => asksFor(name, request[name]));
  if (request.response_format?.type === 'json_schema' && quirks.responseFormat === 'json_object') {
    names.push('response_format');
  }
  return [...new Set(names)];
}

function asksFor(name: string, value: unknown): boolean {
  return value !== undefined && value !== null && value !== NEUTRAL[name];
}
