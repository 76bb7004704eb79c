import type { ChatRequest } from '../../contracts/chat-request.js';
import { checkNesting } from '../check-nesting.js';
import { invalidField } from '../invalid-field.js';
import { chatCompletionSchema } from './chat-completion.schema.js';

/**
 * The body as a request, unchanged: only checked. Throws an `InvalidRequestError` that names the first field at fault,
 * what it holds, and what is legal there.
 */
export function parseChatCompletion(body: unknown): ChatRequest {
  checkNesting(body);
  const { error } = chatCompletionSchema.safeParse(body);
  const issue = error?.issues[0];
  if (issue !== undefined) throw invalidField(issue, body);
  return body as ChatRequest;
}
