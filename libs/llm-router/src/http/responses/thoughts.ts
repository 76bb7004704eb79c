import type { ContentPart } from '../../contracts/chat-message.js';
import { isObject } from '../schema-words.js';

export type Thought = Extract<ContentPart, { type: 'reasoning' }>;

/** A thought as `encrypted_content`, which clients only carry: base64 of its JSON. */
export function sealThought(thought: Thought): string {
  return Buffer.from(JSON.stringify(thought)).toString('base64url');
}

/** Undefined for what was not sealed here. */
export function openThought(sealed: string): Thought | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(sealed, 'base64url').toString());
    return isObject(value) && value.type === 'reasoning' && typeof value.text === 'string'
      ? (value as Thought)
      : undefined;
  } catch {
    return undefined;
  }
}
