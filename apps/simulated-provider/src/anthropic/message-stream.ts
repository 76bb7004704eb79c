import type { Behaviour } from '../behaviour/behaviour.js';
import type { ReplyPlan } from '../plan/reply-plan.js';
import { evenParts, textParts } from '../plan/text-parts.js';
import type { StreamFrame } from '../server/stream-frame.js';
import {
  messageStop,
  messageUsage,
  thinkingSignature,
  toolUseId,
  type MessageIdentity,
} from './message-body.js';

const ARGUMENT_PARTS = 4;

/** The events of a streamed message, block after block. */
export function* messageStream(
  identity: MessageIdentity,
  plan: ReplyPlan,
  behaviour: Behaviour,
): Generator<StreamFrame> {
  const [choice] = plan.choices;
  yield frame({
    type: 'message_start',
    message: {
      id: identity.id,
      type: 'message',
      role: 'assistant',
      model: identity.model,
      content: [],
      stop_reason: null,
      stop_sequence: null,
      ...(!behaviour.missingUsage && { usage: messageUsage(plan.usage, 1) }),
    },
  });
  let index = 0;
  let first = true;
  for (const block of blocks(identity, plan, behaviour)) {
    yield frame({ type: 'content_block_start', index, content_block: block.start });
    if (first) yield frame({ type: 'ping' });
    first = false;
    for (const part of block.deltas) {
      yield { kind: 'part', text: `${DELTA_START}${index},"delta":${JSON.stringify(part)}}\n\n` };
    }
    if (block.last) yield frame({ type: 'content_block_delta', index, delta: block.last });
    yield frame({ type: 'content_block_stop', index });
    index += 1;
  }
  const usage = !behaviour.missingUsage && { usage: messageUsage(plan.usage) };
  yield {
    ...frame({ type: 'message_delta', delta: messageStop(choice), ...usage }),
    kind: 'closing',
  };
  yield frame({ type: 'message_stop' });
}

const DELTA_START = 'event: content_block_delta\ndata: {"type":"content_block_delta","index":';

interface Block {
  readonly start: object;
  readonly deltas: readonly object[];
  readonly last?: object;
}

function blocks(identity: MessageIdentity, plan: ReplyPlan, behaviour: Behaviour): Block[] {
  const { reasoning, toolCalls } = plan;
  const text = plan.choices[0]?.text ?? '';
  const result: Block[] = [];
  if (reasoning !== '') {
    result.push({
      start: { type: 'thinking', thinking: '', signature: '' },
      deltas: textParts(reasoning).map((thinking) => ({ type: 'thinking_delta', thinking })),
      last: { type: 'signature_delta', signature: thinkingSignature(reasoning) },
    });
  }
  if (text !== '') {
    result.push({
      start: { type: 'text', text: '' },
      deltas: textParts(text, behaviour.parts).map((part) => ({ type: 'text_delta', text: part })),
    });
  }
  for (const [position, call] of toolCalls.entries()) {
    const id = toolUseId(identity.id, position);
    result.push({
      start: { type: 'tool_use', id, name: call.name, input: {} },
      deltas: ['', ...evenParts(call.arguments, ARGUMENT_PARTS)].map((part) => ({
        type: 'input_json_delta',
        partial_json: part,
      })),
    });
  }
  return result;
}

function frame(event: { readonly type: string; readonly [field: string]: unknown }): StreamFrame {
  return { kind: 'frame', text: `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n` };
}
