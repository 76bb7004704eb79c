import type { ReplyPart } from '../../contracts/reply-part.js';
import type { SettlingReply } from '../../contracts/reply.js';

/** The fields that every object of one reply shares: what the provider says of itself, and ours where it is silent. */
export class ReplyIdentity {
  private id: string;
  private model: string;
  private created = Math.floor(Date.now() / 1_000);
  private systemFingerprint: string | undefined;
  private serviceTier: string | undefined;

  constructor({ id, head }: Pick<SettlingReply, 'id' | 'head'>) {
    this.id = `chatcmpl-${id}`;
    this.model = head.model;
  }

  learn(parts: readonly ReplyPart[]): void {
    for (const part of parts) {
      if (part.type !== 'metadata') continue;
      this.id = part.id ?? this.id;
      this.model = part.model ?? this.model;
      this.created = part.created ?? this.created;
      this.systemFingerprint = part.systemFingerprint ?? this.systemFingerprint;
      this.serviceTier = part.serviceTier ?? this.serviceTier;
    }
  }

  /** In the order in which OpenAI writes them; a field that is undefined is left out by `JSON.stringify`. */
  fields(object: 'chat.completion' | 'chat.completion.chunk') {
    return {
      id: this.id,
      object,
      created: this.created,
      model: this.model,
      service_tier: this.serviceTier,
      system_fingerprint: this.systemFingerprint,
    };
  }
}
