import type { ChatRequest } from '../../contracts/chat-request.js';
import { unknownParameters } from '../unknown-parameters.js';
import { traitsOf } from './model-traits.js';

/** What the encoder translates or passes on beside the common fields. */
const KNOWN = new Set(['top_k', 'parallel_tool_calls', 'thinking', 'user', 'service_tier']);

/** Fields that the Messages API has nothing like. */
export function unknownTo(request: ChatRequest): string[] {
  return unknownParameters(request, KNOWN);
}

/** Fields that this model cannot honour. */
export function unsupportedParameters(request: ChatRequest, model: string): string[] {
  const traits = traitsOf(model);
  const { temperature, top_p: topP, reasoning_effort: effort, response_format: format } = request;
  const names = unknownTo(request);
  if (!traits.sampling && typeof temperature === 'number') names.push('temperature');
  if (!traits.sampling && typeof topP === 'number') names.push('top_p');
  if (traits.thinking === 'none' && typeof effort === 'string' && effort !== 'none') {
    names.push('reasoning_effort');
  }
  const enforced =
    format?.type === 'json_schema' ? traits.jsonSchema : format?.type !== 'json_object';
  if (!enforced) names.push('response_format');
  return names;
}
