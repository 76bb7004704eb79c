import type { ChatRequest } from '../../contracts/chat-request.js';
import { traitsOf as claudeTraitsOf } from '../anthropic/model-traits.js';
import { unknownParameters } from '../unknown-parameters.js';
import { enforcesSchemas } from './encode-format.js';
import { traitsOf } from './model-traits.js';

/** What the encoder sends beside the common fields; the last three are the API's own. */
const KNOWN = new Set([
  'metadata',
  'additionalModelRequestFields',
  'guardrailConfig',
  'performanceConfig',
]);
const KNOWN_TO_CLAUDE = new Set([...KNOWN, 'top_k', 'thinking']);

/** Fields that the API has nothing like for this model. */
export function unknownTo(request: ChatRequest, model: string): string[] {
  const names = unknownParameters(request, traitsOf(model).claude ? KNOWN_TO_CLAUDE : KNOWN);
  return request.parallel_tool_calls === false ? [...names, 'parallel_tool_calls'] : names;
}

/** Fields that this model cannot honour. */
export function unsupportedParameters(request: ChatRequest, model: string): string[] {
  const { temperature, top_p: topP, reasoning_effort: effort, response_format: format } = request;
  const { claude, thinking } = traitsOf(model);
  const names = unknownTo(request, model);
  const thinks = claude ? claudeTraitsOf(model).thinking !== 'none' : thinking !== 'none';
  const samples = !claude || claudeTraitsOf(model).sampling;
  if (!samples && typeof temperature === 'number') names.push('temperature');
  if (!samples && typeof topP === 'number') names.push('top_p');
  if (!thinks && typeof effort === 'string' && effort !== 'none') names.push('reasoning_effort');
  if (
    format?.type === 'json_object' ||
    (format?.type === 'json_schema' && !enforcesSchemas(model))
  ) {
    names.push('response_format');
  }
  return names;
}
