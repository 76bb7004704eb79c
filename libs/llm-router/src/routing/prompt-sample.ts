import type { ChatMessage } from '../contracts/chat-message.js';
import type { ChatRequest } from '../contracts/chat-request.js';
import type { PromptProfile } from '../contracts/prompt-profile.js';
import type { PromptSample } from '../contracts/prompt-classifier.js';

/** What a classifier is shown of a request. */
export function sampleOf({ messages }: ChatRequest, prompt: PromptProfile): PromptSample {
  const last = messages.findLast(({ role }) => role === 'user');
  return {
    text: last === undefined ? '' : textOf(last),
    instructions: messages
      .filter(({ role }) => role === 'system' || role === 'developer')
      .map(textOf)
      .join('\n'),
    hasTools: prompt.hasTools,
    hasImages: prompt.hasImages,
  };
}

function textOf({ content }: ChatMessage): string {
  if (!Array.isArray(content)) return content ?? '';
  return content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n');
}
