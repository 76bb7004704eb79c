import type { ChatRequest } from '../contracts/chat-request.js';

/** Fields that every encoder translates or that are meant for the router. */
const COMMON = new Set([
  'model',
  'messages',
  'tier',
  'stream',
  'stream_options',
  'max_tokens',
  'max_completion_tokens',
  'temperature',
  'top_p',
  'stop',
  'tools',
  'tool_choice',
  'response_format',
  'reasoning_effort',
]);

/** Values that ask for what happens anyway. */
const NEUTRAL: Readonly<Record<string, unknown>> = {
  n: 1,
  presence_penalty: 0,
  frequency_penalty: 0,
  parallel_tool_calls: true,
  service_tier: 'auto',
};

/** Names of the request's fields that a dialect has nothing like; `known` are those that it has beside the common ones. */
export function unknownParameters(request: ChatRequest, known: ReadonlySet<string>): string[] {
  return Object.entries(request)
    .filter(
      ([name, value]) =>
        !COMMON.has(name) &&
        !known.has(name) &&
        value !== undefined &&
        value !== null &&
        value !== false &&
        value !== NEUTRAL[name],
    )
    .map(([name]) => name);
}

/** A warning for each name. */
export function unknownParameterWarnings(names: readonly string[], api: string): string[] {
  return names.map((name) => `${name.slice(0, 60)} is not sent: ${api} has nothing like it.`);
}
