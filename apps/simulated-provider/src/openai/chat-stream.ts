import type { Behaviour } from '../behaviour/behaviour.js';
import type { ReplyPlan } from '../plan/reply-plan.js';
import { evenParts, textParts } from '../plan/text-parts.js';
import type { StreamFrame } from '../server/stream-frame.js';
import {
  SYSTEM_FINGERPRINT,
  completionUsage,
  finishReason,
  toolCallId,
  type CompletionIdentity,
} from './chat-completion.js';

const ARGUMENT_PARTS = 4;

/** The events of a streamed chat completion, one choice after the other. */
export function* chatStream(
  identity: CompletionIdentity,
  plan: ReplyPlan,
  behaviour: Behaviour,
  includeUsage: boolean,
): Generator<StreamFrame> {
  const usage = includeUsage ? ',"usage":null' : '';
  const { id, created, model } = identity;
  const head = {
    id,
    object: 'chat.completion.chunk',
    created,
    model,
    service_tier: 'default',
    system_fingerprint: SYSTEM_FINGERPRINT,
  };
  const start = `data: ${JSON.stringify(head).slice(0, -1)},"choices":`;
  const chunk = (index: number, delta: string, finish = 'null') =>
    `${start}[{"index":${index},"delta":${delta},"logprobs":null,"finish_reason":${finish}}]${usage}}\n\n`;

  for (const [index, choice] of plan.choices.entries()) {
    yield {
      kind: 'frame',
      text: chunk(index, '{"role":"assistant","content":"","refusal":null}'),
    };
    if (behaviour.reasoning) {
      for (const part of textParts(plan.reasoning)) {
        const delta = `{"reasoning_content":${JSON.stringify(part)}}`;
        yield { kind: 'part', text: chunk(index, delta) };
      }
    }
    for (const part of textParts(choice.text, behaviour.parts)) {
      yield { kind: 'part', text: chunk(index, `{"content":${JSON.stringify(part)}}`) };
    }
    for (const [position, call] of plan.toolCalls.entries()) {
      const opening = {
        index: position,
        id: toolCallId(id, index, position),
        type: 'function',
        function: { name: call.name, arguments: '' },
      };
      yield { kind: 'frame', text: chunk(index, `{"tool_calls":[${JSON.stringify(opening)}]}`) };
      for (const part of evenParts(call.arguments, ARGUMENT_PARTS)) {
        const delta = { tool_calls: [{ index: position, function: { arguments: part } }] };
        yield { kind: 'part', text: chunk(index, JSON.stringify(delta)) };
      }
    }
    const kind = index === plan.choices.length - 1 ? 'closing' : 'frame';
    yield { kind, text: chunk(index, '{}', `"${finishReason(choice)}"`) };
  }
  if (includeUsage) {
    const last = JSON.stringify(completionUsage(plan.usage));
    yield { kind: 'frame', text: `${start}[],"usage":${last}}\n\n` };
  }
  yield { kind: 'frame', text: 'data: [DONE]\n\n' };
}
