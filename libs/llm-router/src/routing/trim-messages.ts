import type { ChatMessage } from '../contracts/chat-message.js';
import type { TrimOptions } from '../contracts/tier.js';

/**
 * The messages without the oldest ones, so many that the limits hold. System and developer messages stay, and so does the
 * last message; a tool's result stays with its call, whatever the limits. Where there is a choice, what stays begins with
 * the user, since several vendors refuse a conversation that begins otherwise. The same array where nothing has to go.
 * `tokensOf` estimates a message.
 */
export function trimMessages(
  messages: readonly ChatMessage[],
  { keepMessages = Infinity, maxTokens = Infinity }: TrimOptions,
  tokensOf: (message: ChatMessage) => number,
): readonly ChatMessage[] {
  const sizes = messages.map(tokensOf);
  let room = maxTokens;
  let said = 0;
  let saidTokens = 0;
  messages.forEach((message, index) => {
    const size = sizes[index] ?? 0;
    if (isInstruction(message)) room -= size;
    else {
      said += 1;
      saidTokens += size;
    }
  });
  if (said <= keepMessages && saidTokens <= room) return messages;
  const bonds = oldestBonds(messages);
  let start: number | undefined;
  let kept = 0;
  let tokens = 0;
  for (let index = messages.length - 1; index >= 0; index--) {
    const message = messages[index]!;
    if (isInstruction(message)) continue;
    kept += 1;
    tokens += sizes[index] ?? 0;
    if (bonds[index]! < index) continue;
    const fits = kept <= keepMessages && tokens <= room;
    if (start === undefined || fits) {
      // An older start counts where it begins with the user, or where no younger one does.
      if (start === undefined || message.role === 'user' || messages[start]?.role !== 'user') {
        start = index;
      }
    }
    if (!fits) break;
  }
  const from = start ?? 0;
  const trimmed = messages.filter((message, index) => index >= from || isInstruction(message));
  return trimmed.length === messages.length ? messages : trimmed;
}

function isInstruction({ role }: ChatMessage): boolean {
  return role === 'system' || role === 'developer';
}

/** For each place, the oldest message that what stands there or later cannot do without: the calls of all results. */
function oldestBonds(messages: readonly ChatMessage[]): readonly number[] {
  const callOf = new Map<string, number>();
  const own = messages.map((message, index) => {
    if (message.role === 'assistant') {
      for (const { id } of message.tool_calls ?? []) callOf.set(id, index);
    }
    return message.role === 'tool' ? (callOf.get(message.tool_call_id) ?? index - 1) : index;
  });
  for (let index = own.length - 2; index >= 0; index--) {
    own[index] = Math.min(own[index]!, own[index + 1]!);
  }
  return own;
}
