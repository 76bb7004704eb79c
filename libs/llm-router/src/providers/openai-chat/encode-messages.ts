import { createHash } from 'node:crypto';
import type { ChatMessage, ContentPart } from '../../contracts/chat-message.js';
import { alternate } from './alternate-turns.js';
import type { ChatQuirks } from './chat-quirks.js';
import { onlyKnownFields } from './known-fields.js';

type ReasoningPart = Extract<ContentPart, { type: 'reasoning' }>;

/** The conversation as this vendor takes it: nothing of it that another vendor signed, nothing that it refuses. */
export function encodeMessages(
  messages: readonly ChatMessage[],
  quirks: ChatQuirks,
  warnings: string[],
): readonly ChatMessage[] {
  const encoded: ChatMessage[] = [];
  for (const message of messages) {
    const spoken = withoutThoughts(message, quirks, warnings);
    if (spoken === undefined) continue;
    const known = quirks.strictMessages === true ? onlyKnownFields(spoken) : spoken;
    const nameless = quirks.nameless === true && isNamed(known) ? withoutName(known) : known;
    const addressed = quirks.shortToolCallIds === true ? withShortIds(nameless) : nameless;
    encoded.push(
      addressed.role === 'developer' && quirks.developerAsSystem === true
        ? { ...addressed, role: 'system' }
        : addressed,
    );
  }
  if (quirks.nameless === true && messages.some(isNamed)) {
    warnings.push('messages: names of participants are not sent, since this vendor takes none.');
  }
  return quirks.alternatingTurns === true ? alternate(encoded) : encoded;
}

function isNamed(message: ChatMessage): boolean {
  return 'name' in message && message.name !== undefined;
}

function withoutName(message: ChatMessage): ChatMessage {
  const { name: _name, ...rest } = message;
  return rest;
}

/** Undefined for a message that was nothing but thoughts. */
function withoutThoughts(
  message: ChatMessage,
  quirks: ChatQuirks,
  warnings: string[],
): ChatMessage | undefined {
  const { content } = message;
  if (!Array.isArray(content)) return message;
  const thoughts = content.filter((it): it is ReasoningPart => it.type === 'reasoning');
  if (thoughts.length === 0) return message;
  if (thoughts.some((it) => it.signed_by === 'openai-chat')) {
    warnings.push('messages: signed reasoning is left out, since Chat Completions take none.');
  }
  const rest = content.filter((it) => it.type !== 'reasoning');
  if (message.role !== 'assistant' || message.tool_calls === undefined) {
    return rest.length === 0 ? undefined : { ...message, content: rest };
  }
  const own = thoughts.filter((it) => it.signed_by === undefined && it.text !== '');
  return {
    ...message,
    content: rest.length === 0 ? null : rest,
    ...(quirks.reasoningContent === true && own.length > 0
      ? { reasoning_content: own.map((it) => it.text).join('') }
      : {}),
  };
}

/** Both ends of a call change alike, so that they still find each other. */
function withShortIds(message: ChatMessage): ChatMessage {
  if (message.role === 'tool') {
    return { ...message, tool_call_id: shortId(message.tool_call_id) };
  }
  if (message.role !== 'assistant' || message.tool_calls === undefined) return message;
  return {
    ...message,
    tool_calls: message.tool_calls.map((call) => ({ ...call, id: shortId(call.id) })),
  };
}

function shortId(id: string): string {
  return /^[a-z0-9]{9}$/i.test(id) ? id : createHash('sha256').update(id).digest('hex').slice(0, 9);
}
