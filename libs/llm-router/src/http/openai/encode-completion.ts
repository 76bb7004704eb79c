import type { TokenUsage } from '../../contracts/token-usage.js';
import type { CompletionChoice } from '../../pipeline/completion.js';
import { encodeFinishReason } from './encode-finish-reason.js';
import { encodeUsage } from './encode-usage.js';
import type { ReplyIdentity } from './reply-identity.js';

/** A whole reply as a `chat.completion` object. */
export function encodeCompletion(
  identity: ReplyIdentity,
  choices: readonly CompletionChoice[],
  usage: TokenUsage,
) {
  return {
    ...identity.fields('chat.completion'),
    choices: choices.map(({ index, message, reasoning, finishReason }) => ({
      index,
      message: { refusal: null, ...message, reasoning_content: reasoning },
      logprobs: null,
      finish_reason: encodeFinishReason(finishReason),
    })),
    usage: encodeUsage(usage),
  };
}
