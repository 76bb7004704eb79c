import type { ChatRequest } from '../contracts/chat-request.js';
import { Prompt } from '../pipeline/prompt.js';

/** What a decorated method may return to have it completed. */
export type Completable = Prompt | ChatRequest;

export function isCompletable(value: unknown): value is Completable {
  if (Prompt.isInstance(value)) return true;
  if (typeof value !== 'object' || value === null) return false;
  const { messages } = value as { messages?: unknown };
  return (
    Array.isArray(messages) &&
    messages.length > 0 &&
    messages.every((message: unknown) => typeof (message as { role?: unknown })?.role === 'string')
  );
}
