import type { Behaviour } from '../behaviour/behaviour.js';
import { countTokens } from '../token-count.js';
import type { PlannedToolCall } from './planned-tool-call.js';
import type { Prompt } from './prompt.js';
import { replyText } from './reply-text.js';
import { planToolCalls } from './tool-call-plan.js';
import { trimText, type TrimmedText } from './trim-text.js';

export interface PlannedChoice {
  readonly text: string;
  readonly finish: 'stop' | 'stop-sequence' | 'length' | 'tool-calls' | 'refusal';
  readonly stopSequence?: string | undefined;
}

export interface PlannedUsage {
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly cachedTokens: number;
  readonly reasoningTokens: number;
}

/** What to say and what to charge, before any vendor's words for it. Every choice makes the same tool calls. */
export interface ReplyPlan {
  readonly choices: readonly PlannedChoice[];
  readonly toolCalls: readonly PlannedToolCall[];
  readonly reasoning: string;
  readonly usage: PlannedUsage;
}

export function planReply(prompt: Prompt, behaviour: Behaviour): ReplyPlan {
  const toolCalls = behaviour.toolCalls ?? planToolCalls(prompt);
  const choices: PlannedChoice[] = [];
  for (let index = 0; index < prompt.choices; index += 1) {
    if (toolCalls.length > 0) {
      choices.push({ text: behaviour.text ?? '', finish: 'tool-calls' });
      continue;
    }
    const trimmed = trimText(
      replyText(prompt, behaviour, index),
      prompt.stop,
      behaviour.parts === undefined ? prompt.maxTokens : undefined,
    );
    choices.push({ ...trimmed, finish: behaviour.refusal ? 'refusal' : finishOf(trimmed) });
  }
  const thinks = prompt.thinking || behaviour.reasoning === true;
  const reasoning = thinks ? `Considering how to answer: ${prompt.lastUserText}` : '';
  return {
    choices,
    toolCalls,
    reasoning,
    usage: usageOf(prompt, behaviour, choices, toolCalls, reasoning),
  };
}

function finishOf(trimmed: TrimmedText): PlannedChoice['finish'] {
  if (trimmed.cutByLength) return 'length';
  return trimmed.stopSequence === undefined ? 'stop' : 'stop-sequence';
}

function usageOf(
  prompt: Prompt,
  behaviour: Behaviour,
  choices: readonly PlannedChoice[],
  toolCalls: readonly PlannedToolCall[],
  reasoning: string,
): PlannedUsage {
  const cachedTokens = behaviour.cachedTokens ?? 0;
  const reasoningTokens = countTokens(reasoning);
  let perCall = 0;
  for (const call of toolCalls) perCall += countTokens(call.arguments);
  let completion = reasoningTokens;
  for (const choice of choices) completion += countTokens(choice.text) + perCall;
  return {
    promptTokens: behaviour.promptTokens ?? Math.max(prompt.promptTokens, cachedTokens),
    completionTokens: behaviour.completionTokens ?? completion,
    cachedTokens,
    reasoningTokens,
  };
}
