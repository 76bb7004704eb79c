import type { ChatRequest } from '../../contracts/chat-request.js';
import { parseBody } from '../parse-body.js';
import { chatCompletionSchema } from './chat-completion.schema.js';

/** The body as a request, unchanged: only checked. Throws an `InvalidRequestError` that names the field at fault. */
export function parseChatCompletion(body: unknown): ChatRequest {
  return parseBody(body, chatCompletionSchema);
}
