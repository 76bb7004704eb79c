import type { ReplyPart } from '../../contracts/reply-part.js';
import type { AnsweredBy } from '../reply-headers.js';

/** A message's id and model: what the provider says, and ours where it is silent. */
export class MessageIdentity {
  private id: string;
  private model: string;

  constructor({ id, head }: AnsweredBy) {
    this.id = `msg_${id}`;
    this.model = head.model;
  }

  learn(parts: readonly ReplyPart[]): void {
    for (const part of parts) {
      if (part.type !== 'metadata') continue;
      this.id = part.id ?? this.id;
      this.model = part.model ?? this.model;
    }
  }

  fields() {
    return {
      id: this.id,
      type: 'message',
      role: 'assistant',
      model: this.model,
    };
  }
}
