import type { ReplyChunk } from '../../contracts/reply-chunk.js';
import type { ReplyPart } from '../../contracts/reply-part.js';
import type { TokenUsage } from '../../contracts/token-usage.js';
import type { DecisionRecord } from '../../pipeline/decision-record.js';
import { decisionField } from '../decision-field.js';
import { eventFrame } from '../event-stream.js';
import { encodeFinishReason } from './encode-finish-reason.js';
import { encodeUsage } from './encode-usage.js';
import type { ReplyIdentity } from './reply-identity.js';

/**
 * Writes a reply as `chat.completion.chunk` events: what came in that form goes out as it came, everything else is
 * encoded from its parts.
 */
export class ChunkEncoder {
  private readonly begun = new Set<number>();
  private rolesAreTold = false;
  private usage: TokenUsage | undefined;
  private usageIsTold = false;

  constructor(
    private readonly identity: ReplyIdentity,
    private readonly includeUsage: boolean,
  ) {}

  /** The events of a chunk; empty where there is nothing to tell the client. */
  encode({ parts, wire }: ReplyChunk): string {
    this.identity.learn(parts);
    const usage = parts.findLast((part) => part.type === 'usage')?.usage;
    this.usage = usage ?? this.usage;
    if (wire?.dialect !== 'openai-chat' || wire.form !== 'event') {
      return parts.map((part) => this.encodePart(part)).join('');
    }
    // The provider is always asked for usage, the client may not have asked.
    if (usage && !this.includeUsage && parts.every(saysNothingElse)) return '';
    this.usageIsTold ||= usage !== undefined;
    this.rolesAreTold = true;
    return eventFrame(wire.data);
  }

  /**
   * What follows the last chunk of a reply that ended well; `settled` is told where the reply held no usage, `record`
   * where the client asked for it.
   */
  end(settled: TokenUsage, record?: DecisionRecord): string {
    const usage =
      this.includeUsage && !this.usageIsTold
        ? this.frame({ choices: [], usage: encodeUsage(this.usage ?? settled) })
        : '';
    const decision = record ? this.frame({ choices: [], ...decisionField(record) }) : '';
    return `${usage}${decision}data: [DONE]\n\n`;
  }

  private encodePart(part: ReplyPart): string {
    switch (part.type) {
      case 'text':
        return this.delta(part.choice, { content: part.text });
      case 'reasoning':
        return part.text === '' ? '' : this.delta(part.choice, { reasoning_content: part.text });
      case 'refusal':
        return this.delta(part.choice, { refusal: part.text });
      case 'tool-call':
        return this.delta(part.choice, { tool_calls: [toolCallDelta(part)] });
      case 'finish':
        return this.delta(part.choice, {}, encodeFinishReason(part.reason));
      default:
        return '';
    }
  }

  /** A delta of a choice, behind one that tells its role if it is the first. */
  private delta(choice: number, delta: object, finishReason: string | null = null): string {
    const role = this.begins(choice)
      ? this.choice(choice, { role: 'assistant', content: '' }, null)
      : '';
    return role + this.choice(choice, delta, finishReason);
  }

  private begins(choice: number): boolean {
    if (this.rolesAreTold || this.begun.has(choice)) return false;
    this.begun.add(choice);
    return true;
  }

  private choice(index: number, delta: object, finishReason: string | null): string {
    return this.frame({
      choices: [{ index, delta, logprobs: null, finish_reason: finishReason }],
      usage: this.includeUsage ? null : undefined,
    });
  }

  private frame(rest: object): string {
    return eventFrame(
      JSON.stringify({ ...this.identity.fields('chat.completion.chunk'), ...rest }),
    );
  }
}

function saysNothingElse(part: ReplyPart): boolean {
  return part.type === 'usage' || part.type === 'metadata';
}

function toolCallDelta(part: Extract<ReplyPart, { type: 'tool-call' }>) {
  return {
    index: part.index,
    id: part.id,
    type: part.id === undefined ? undefined : 'function',
    function: { name: part.name, arguments: part.arguments },
    extra_content: part.extraContent,
  };
}
