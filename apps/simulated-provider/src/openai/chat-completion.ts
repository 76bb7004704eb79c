import type { Behaviour } from '../behaviour/behaviour.js';
import type { PlannedChoice, PlannedUsage, ReplyPlan } from '../plan/reply-plan.js';

export interface CompletionIdentity {
  readonly id: string;
  readonly created: number;
  readonly model: string;
}

export const SYSTEM_FINGERPRINT = 'fp_simulated';

const FINISH_REASONS: Readonly<Record<PlannedChoice['finish'], string>> = {
  stop: 'stop',
  'stop-sequence': 'stop',
  length: 'length',
  'tool-calls': 'tool_calls',
  refusal: 'content_filter',
};

export function finishReason(choice: PlannedChoice): string {
  return FINISH_REASONS[choice.finish];
}

/** The id of a tool call: of its own within the completion, and the same in JSON and in a stream. */
export function toolCallId(completionId: string, choice: number, index: number): string {
  return `call_${completionId.replace('chatcmpl-', '')}${choice}${index}`;
}

/** The JSON body of a chat completion. */
export function chatCompletion(
  identity: CompletionIdentity,
  plan: ReplyPlan,
  behaviour: Behaviour,
): unknown {
  return {
    id: identity.id,
    object: 'chat.completion',
    created: identity.created,
    model: identity.model,
    choices: plan.choices.map((choice, index) => ({
      index,
      message: {
        role: 'assistant',
        content: choice.text === '' && plan.toolCalls.length > 0 ? null : choice.text,
        ...(behaviour.reasoning && { reasoning_content: plan.reasoning }),
        ...(plan.toolCalls.length > 0 && { tool_calls: toolCalls(identity.id, plan, index) }),
        refusal: null,
        annotations: [],
      },
      logprobs: null,
      finish_reason: finishReason(choice),
    })),
    ...(!behaviour.missingUsage && { usage: completionUsage(plan.usage) }),
    service_tier: 'default',
    system_fingerprint: SYSTEM_FINGERPRINT,
  };
}

function toolCalls(completionId: string, plan: ReplyPlan, choice: number): unknown[] {
  return plan.toolCalls.map((call, index) => ({
    id: toolCallId(completionId, choice, index),
    type: 'function',
    function: { name: call.name, arguments: call.arguments },
  }));
}

/** OpenAI's usage object: cached and reasoning tokens are contained in the totals. */
export function completionUsage(usage: PlannedUsage): unknown {
  return {
    prompt_tokens: usage.promptTokens,
    completion_tokens: usage.completionTokens,
    total_tokens: usage.promptTokens + usage.completionTokens,
    prompt_tokens_details: { cached_tokens: usage.cachedTokens, audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: usage.reasoningTokens,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  };
}
