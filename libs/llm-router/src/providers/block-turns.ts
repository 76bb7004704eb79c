import type { ChatMessage } from '../contracts/chat-message.js';

/** Neighbouring messages of one role. */
export interface BlockTurn<Block> {
  readonly role: 'user' | 'assistant';
  readonly content: Block[];
}

export interface BlockTurns<Block> {
  readonly system: Block[];
  readonly turns: BlockTurn<Block>[];
}

/**
 * The conversation as system blocks and alternating turns, as Anthropic's Messages API has them, and Bedrock after it.
 * `blocksOf` gives a message in the vendor's blocks.
 */
export function blockTurns<Block>(
  messages: readonly ChatMessage[],
  blocksOf: (message: ChatMessage) => Block[],
  vendor: string,
  warnings: string[],
): BlockTurns<Block> {
  const system: Block[] = [];
  const turns: BlockTurn<Block>[] = [];
  let moved = false;
  for (const message of messages) {
    if (message.role === 'system' || message.role === 'developer') {
      moved ||= turns.length > 0;
      system.push(...blocksOf(message));
    } else {
      append(turns, message.role === 'assistant' ? 'assistant' : 'user', blocksOf(message));
    }
  }
  if (moved)
    warnings.push('messages: system messages between the turns are moved to the beginning.');
  if (messages.some((it) => 'name' in it && it.name !== undefined)) {
    warnings.push(`messages: names of participants are not sent to ${vendor}.`);
  }
  // The API wants a turn to answer to.
  return turns.length === 0 && system.length > 0
    ? { system: [], turns: [{ role: 'user', content: system }] }
    : { system, turns };
}

function append<Block>(
  turns: BlockTurn<Block>[],
  role: BlockTurn<Block>['role'],
  content: Block[],
): void {
  if (content.length === 0) return;
  const last = turns.at(-1);
  if (last?.role === role) last.content.push(...content);
  else turns.push({ role, content });
}

/** The API wants thoughts before what they led to. */
export function thoughtsFirst<Block>(
  blocks: readonly Block[],
  isThought: (block: Block) => boolean,
): Block[] {
  return [...blocks.filter(isThought), ...blocks.filter((it) => !isThought(it))];
}
