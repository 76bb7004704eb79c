import type { ChatRequest } from '../../contracts/chat-request.js';
import { encodeThinking as encodeClaudeThinking } from '../anthropic/encode-thinking.js';
import { traitsOf as claudeTraitsOf } from '../anthropic/model-traits.js';
import { isObject } from '../json-value.js';
import type { BedrockTraits } from './model-traits.js';

export interface EncodedThinking {
  /** For `additionalModelRequestFields`. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly maxTokens?: number;
  readonly thinks: boolean;
}

/** What a Claude may write beside a budget of thoughts where the request names no limit. */
const DEFAULT_MAX_TOKENS = 4_096;
const NOVA_EFFORTS = new Set(['low', 'medium', 'high']);

/** `reasoning_effort` in the terms of the model's vendor, and the limit of tokens that goes with it. */
export function encodeThinking(
  request: ChatRequest,
  model: string,
  traits: BedrockTraits,
  thoughtsAreLost: boolean,
  warnings: string[],
): EncodedThinking {
  const maxTokens = request.max_completion_tokens ?? request.max_tokens ?? undefined;
  const limit = maxTokens === undefined ? {} : { maxTokens };
  const effort = request.reasoning_effort ?? undefined;
  if (traits.claude) return claude(request, model, thoughtsAreLost, limit, warnings);
  if (effort === undefined) return { fields: {}, ...limit, thinks: false };
  if (traits.thinking === 'openai' && effort !== 'none') {
    return { fields: { reasoning_effort: effort }, ...limit, thinks: true };
  }
  if (traits.thinking === 'nova' && NOVA_EFFORTS.has(effort)) {
    const reasoningConfig = { type: 'enabled', maxReasoningEffort: effort };
    return { fields: { reasoningConfig }, ...limit, thinks: true };
  }
  if (effort !== 'none') {
    warnings.push(
      `reasoning_effort: ${JSON.stringify(effort)} is not sent: this model takes none.`,
    );
  }
  return { fields: {}, ...limit, thinks: false };
}

/** `thinking` in Anthropic's own words passes through. */
function claude(
  request: ChatRequest,
  model: string,
  thoughtsAreLost: boolean,
  limit: { readonly maxTokens?: number },
  warnings: string[],
): EncodedThinking {
  const own = isObject(request.thinking) ? request.thinking : undefined;
  if (own !== undefined) {
    return { fields: { thinking: own }, ...limit, thinks: own.type !== 'disabled' };
  }
  const { thinking, effort, maxTokens } = encodeClaudeThinking(
    request,
    thoughtsAreLost,
    claudeTraitsOf(model),
    DEFAULT_MAX_TOKENS,
    warnings,
  );
  return {
    fields: {
      ...(thinking === undefined ? {} : { thinking }),
      ...(effort === undefined ? {} : { output_config: { effort } }),
    },
    ...(thinking?.type === 'enabled' ? { maxTokens } : limit),
    thinks: thinking !== undefined,
  };
}
