import type { ChatRequest } from '../../contracts/chat-request.js';

/** What the encoder translates, replaces or passes on. */
const HANDLED = new Set([
  'model',
  'messages',
  'tier',
  'stream',
  'stream_options',
  'max_tokens',
  'max_completion_tokens',
  'temperature',
  'top_p',
  'top_k',
  'stop',
  'tools',
  'tool_choice',
  'parallel_tool_calls',
  'response_format',
  'reasoning_effort',
  'thinking',
  'user',
  'service_tier',
]);

/** Values that ask for what happens anyway. */
const NEUTRAL: Readonly<Record<string, unknown>> = {
  n: 1,
  presence_penalty: 0,
  frequency_penalty: 0,
};

/** A warning for each parameter that the Messages API has nothing like. */
export function unsupportedParameters(request: ChatRequest): string[] {
  return Object.entries(request)
    .filter(
      ([name, value]) =>
        !HANDLED.has(name) &&
        value !== undefined &&
        value !== null &&
        value !== false &&
        value !== NEUTRAL[name],
    )
    .map(
      ([name]) => `${name.slice(0, 60)} is not sent: Anthropic's Messages API has nothing like it.`,
    );
}
