import type { ChatRequest } from '../../contracts/chat-request.js';
import { unknownParameters } from '../unknown-parameters.js';
import type { SpecificationVersion } from './language-model.js';

/** What the specification has beside the common fields. */
const KNOWN = new Set(['top_k', 'seed', 'presence_penalty', 'frequency_penalty']);

/** The request's fields that the specification has nothing like. */
export function unsupportedParameters(
  request: ChatRequest,
  version: SpecificationVersion,
): string[] {
  const names = unknownParameters(request, KNOWN);
  // Only v4 can say how much to think.
  if (version !== 'v4' && typeof request.reasoning_effort === 'string') {
    names.push('reasoning_effort');
  }
  return names;
}
