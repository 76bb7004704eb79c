import type { ChatRequest } from '../../contracts/chat-request.js';
import { unsupportedParameters as unsupportedInChat } from '../openai-chat/unsupported-parameters.js';
import { unknownParameters } from '../unknown-parameters.js';

/** What both APIs have under one name, and what only this one has. */
export const PASSED_ON = [
  'temperature',
  'top_p',
  'parallel_tool_calls',
  'metadata',
  'service_tier',
  'user',
  'safety_identifier',
  'prompt_cache_key',
  'prompt_cache_retention',
  'prompt_cache_options',
  'max_tool_calls',
  'truncation',
  'moderation',
] as const;

const KNOWN: ReadonlySet<string> = new Set([...PASSED_ON, 'store', 'reasoning', 'verbosity']);
/** Common to the other dialects, but not known here. */
const NOT_HERE = ['stop'];
const SAMPLING = ['temperature', 'top_p'];

/** Names of the request's fields that the Responses API cannot honour for a model. */
export function unsupportedParameters(
  request: ChatRequest,
  upstreamModel: string,
  reasons: (model: string) => boolean,
): readonly string[] {
  const names = reasons(upstreamModel) ? [...NOT_HERE, ...SAMPLING] : NOT_HERE;
  return [
    ...unsupportedInChat(request, upstreamModel, { unsupported: [{ names }] }),
    ...unknownParameters(request, KNOWN),
  ];
}
