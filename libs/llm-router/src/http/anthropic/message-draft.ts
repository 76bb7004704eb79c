import type { ReplyPart } from '../../contracts/reply-part.js';
import type { TokenUsage } from '../../contracts/token-usage.js';
import type { AnsweredBy } from '../reply-headers.js';
import { type BlockEvent, ContentBlocks } from './content-blocks.js';
import { encodeStopReason } from './encode-stop-reason.js';
import { encodeUsage } from './encode-usage.js';
import { MessageIdentity } from './message-identity.js';

/** A message as its parts arrive; a document is a draft that nobody watched. */
export class MessageDraft {
  readonly blocks = new ContentBlocks();
  private readonly identity: MessageIdentity;
  private stopReason = 'end_turn';
  private usage: TokenUsage | undefined;

  constructor(reply: AnsweredBy) {
    this.identity = new MessageIdentity(reply);
  }

  add(parts: readonly ReplyPart[]): BlockEvent[] {
    this.identity.learn(parts);
    for (const part of parts) {
      if (part.type === 'finish' && part.choice === 0) {
        this.stopReason = encodeStopReason(part.reason, part.raw);
      }
      if (part.type === 'usage') this.usage = part.usage;
    }
    return parts.flatMap((part) => this.blocks.add(part));
  }

  /** The `message_start` event: its usage is not known yet. */
  startEvent() {
    const usage = { input_tokens: 0, output_tokens: 0 };
    const message = {
      ...this.identity.fields(),
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: { ...usage, cache_creation_input_tokens: 0, cache_read_input_tokens: 0 },
    };
    return { type: 'message_start', message };
  }

  /** The `message_delta` event; `settled` is told where the reply held no usage. */
  deltaEvent(settled: TokenUsage) {
    return {
      type: 'message_delta',
      delta: { stop_reason: this.stopReason, stop_sequence: null },
      usage: encodeUsage(this.usage ?? settled),
    };
  }

  /** The whole message, once all parts were added. */
  document(settled: TokenUsage) {
    this.blocks.finish();
    return {
      ...this.identity.fields(),
      content: this.blocks.content,
      stop_reason: this.stopReason,
      stop_sequence: null,
      usage: encodeUsage(this.usage ?? settled),
    };
  }
}
