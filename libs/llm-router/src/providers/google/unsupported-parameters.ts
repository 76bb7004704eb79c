import type { ChatRequest } from '../../contracts/chat-request.js';
import { unknownParameters } from '../unknown-parameters.js';
import { traitsOf } from './model-traits.js';

/** What the encoder sends beside the common fields; the last three are the API's own. */
const KNOWN = new Set([
  'n',
  'seed',
  'presence_penalty',
  'frequency_penalty',
  'top_k',
  'safetySettings',
  'cachedContent',
]);

/** Fields that the API has nothing like. */
export function unknownTo(request: ChatRequest): string[] {
  const names = unknownParameters(request, KNOWN);
  return request.parallel_tool_calls === false ? [...names, 'parallel_tool_calls'] : names;
}

/** Fields that this model cannot honour. */
export function unsupportedParameters(request: ChatRequest, model: string): string[] {
  const { reasoning_effort: effort } = request;
  const thoughtless =
    typeof effort === 'string' && effort !== 'none' && traitsOf(model).thinking === 'none';
  return [...unknownTo(request), ...(thoughtless ? ['reasoning_effort'] : [])];
}
