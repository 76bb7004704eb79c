import type { ChatRequest } from '../../contracts/chat-request.js';
import type { ModelTraits } from './model-traits.js';
import type { WireThinking } from './wire-types.js';

/** Tokens to think with where the model takes a budget. */
const BUDGETS: Readonly<Record<string, number>> = {
  minimal: 1_024,
  low: 2_048,
  medium: 8_192,
  high: 16_384,
  xhigh: 32_768,
  max: 32_768,
};
const MIN_BUDGET = 1_024;
/** The share of the caller's own limit that thinking may take. */
const BUDGET_SHARE = 0.8;

const EFFORTS: Readonly<Record<string, string>> = {
  none: 'low',
  minimal: 'low',
  low: 'low',
  medium: 'medium',
  high: 'high',
  xhigh: 'xhigh',
  max: 'max',
};

export interface EncodedThinking {
  readonly thinking?: WireThinking;
  readonly effort?: string;
  readonly maxTokens: number;
}

/**
 * `reasoning_effort` in the model's own terms, and the limit of tokens that goes with it. With a budget, the thoughts
 * that led to a tool call must be handed back with its result: `thoughtsAreLost` where they are not.
 */
export function encodeThinking(
  request: ChatRequest,
  thoughtsAreLost: boolean,
  traits: ModelTraits,
  defaultMaxTokens: number,
  warnings: string[],
): EncodedThinking {
  const asked = request.max_completion_tokens ?? request.max_tokens ?? undefined;
  const without = { maxTokens: asked ?? defaultMaxTokens };
  const effort = request.reasoning_effort ?? undefined;
  if (effort === undefined) return without;
  if (!Object.hasOwn(EFFORTS, effort)) {
    warnings.push(`reasoning_effort: ${JSON.stringify(effort)} is not known and not sent.`);
    return without;
  }
  if (traits.thinking === 'none') {
    if (effort !== 'none')
      warnings.push('reasoning_effort is not sent: this model does not think.');
    return without;
  }
  if (traits.thinking === 'effort') return { ...without, ...withEffort(request, effort, warnings) };
  if (effort === 'none') return without;

  const wanted = BUDGETS[effort] ?? MIN_BUDGET;
  const budget = asked === undefined ? wanted : Math.min(wanted, Math.floor(asked * BUDGET_SHARE));
  const obstacle =
    budget < MIN_BUDGET
      ? `it needs ${MIN_BUDGET} tokens of max_completion_tokens`
      : (forcesTool(request) ??
        (thoughtsAreLost
          ? 'the thoughts that led to the tool call are not in the messages'
          : undefined));
  if (obstacle !== undefined) {
    warnings.push(`reasoning_effort is not sent: ${obstacle}.`);
    return without;
  }
  return {
    thinking: { type: 'enabled', budget_tokens: budget },
    maxTokens: asked ?? defaultMaxTokens + budget,
  };
}

function withEffort(
  request: ChatRequest,
  asked: string,
  warnings: string[],
): Pick<EncodedThinking, 'thinking' | 'effort'> {
  const effort = EFFORTS[asked] ?? asked;
  if (effort !== asked) {
    warnings.push(
      `reasoning_effort: "${asked}" is sent as "${effort}", the least that Anthropic knows.`,
    );
  }
  const obstacle = forcesTool(request);
  if (obstacle !== undefined)
    warnings.push(`reasoning_effort is sent without thinking: ${obstacle}.`);
  return {
    effort,
    ...(asked === 'none' || obstacle !== undefined ? {} : { thinking: { type: 'adaptive' } }),
  };
}

function forcesTool({ tool_choice }: ChatRequest): string | undefined {
  return tool_choice === 'required' || typeof tool_choice === 'object'
    ? 'Anthropic does not think where tool_choice forces a call'
    : undefined;
}
