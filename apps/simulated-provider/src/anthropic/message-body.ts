import type { Behaviour } from '../behaviour/behaviour.js';
import { hashOf } from '../hash.js';
import type { PlannedChoice, PlannedUsage, ReplyPlan } from '../plan/reply-plan.js';

export interface MessageIdentity {
  readonly id: string;
  readonly model: string;
}

const STOP_REASONS: Readonly<Record<PlannedChoice['finish'], string>> = {
  stop: 'end_turn',
  'stop-sequence': 'stop_sequence',
  length: 'max_tokens',
  'tool-calls': 'tool_use',
  refusal: 'refusal',
};

/** Why the message ended, in the two fields that say so. */
export function messageStop(choice: PlannedChoice | undefined): object {
  return {
    stop_reason: STOP_REASONS[choice?.finish ?? 'stop'],
    stop_sequence: choice?.finish === 'stop-sequence' ? choice.stopSequence : null,
  };
}

export function toolUseId(messageId: string, index: number): string {
  return `toolu_${messageId.replace('msg_', '')}${index}`;
}

export function thinkingSignature(thinking: string): string {
  return Buffer.from(`simulated-${hashOf(thinking)}`).toString('base64');
}

/** Anthropic's usage object: `input_tokens` leaves out what was read from the cache. */
export function messageUsage(usage: PlannedUsage, outputTokens = usage.completionTokens): object {
  return {
    input_tokens: Math.max(0, usage.promptTokens - usage.cachedTokens),
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: usage.cachedTokens,
    output_tokens: outputTokens,
  };
}

/** The JSON body of a message. */
export function messageBody(
  identity: MessageIdentity,
  plan: ReplyPlan,
  behaviour: Behaviour,
): unknown {
  const [choice] = plan.choices;
  const content: unknown[] = [];
  if (plan.reasoning !== '') {
    const signature = thinkingSignature(plan.reasoning);
    content.push({ type: 'thinking', thinking: plan.reasoning, signature });
  }
  if (choice && choice.text !== '') content.push({ type: 'text', text: choice.text });
  for (const [index, call] of plan.toolCalls.entries()) {
    const input = parsedArguments(call.arguments);
    content.push({ type: 'tool_use', id: toolUseId(identity.id, index), name: call.name, input });
  }
  return {
    id: identity.id,
    type: 'message',
    role: 'assistant',
    model: identity.model,
    content,
    ...messageStop(choice),
    ...(!behaviour.missingUsage && {
      usage: { ...messageUsage(plan.usage), service_tier: 'standard' },
    }),
  };
}

function parsedArguments(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
