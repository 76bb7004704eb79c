import type { ReplyPart } from '../contracts/reply-part.js';
import { encodeFinishReason } from './encode-outcome.js';
import type {
  ModelFinishReason,
  ModelMetadata,
  ModelStreamPart,
  ToolCallContent,
} from './language-model-reply.js';
import { VENDOR } from './own-options.js';

/** The parts of a reply as the AI SDK's stream parts: blocks with a beginning and an end. It has one choice. */
export class StreamPartEncoder {
  finishReason: ModelFinishReason = encodeFinishReason();
  private block: { readonly type: 'text' | 'reasoning'; readonly id: string } | undefined;
  private blocks = 0;
  private readonly calls = new Map<number, ToolCallContent>();

  encode(part: ReplyPart): ModelStreamPart[] {
    if (!('choice' in part) || part.choice !== 0) return [];
    switch (part.type) {
      case 'text':
      case 'refusal': // The AI SDK has no other place for one.
        return this.delta('text', part.text);
      case 'reasoning':
        return this.reasoning(part);
      case 'tool-call':
        return this.toolCall(part);
      case 'finish':
        this.finishReason = encodeFinishReason(part.reason, part.raw);
        return [];
    }
  }

  /** Ends what is still open, and tells each call as a whole. */
  end(): ModelStreamPart[] {
    const calls = [...this.calls].sort(([a], [b]) => a - b).map(([, call]) => call);
    return [
      ...this.endBlock(),
      ...calls.flatMap((call): ModelStreamPart[] => [
        { type: 'tool-input-end', id: call.toolCallId },
        { ...call, input: call.input.trim() === '' ? '{}' : call.input },
      ]),
    ];
  }

  private delta(type: 'text' | 'reasoning', delta: string): ModelStreamPart[] {
    if (delta === '') return [];
    if (this.block?.type === type) return [{ type: `${type}-delta`, id: this.block.id, delta }];
    const ended = this.endBlock();
    const id = String(this.blocks++);
    this.block = { type, id };
    return [...ended, { type: `${type}-start`, id }, { type: `${type}-delta`, id, delta }];
  }

  private reasoning(part: Extract<ReplyPart, { type: 'reasoning' }>): ModelStreamPart[] {
    const { text, signature, signedBy, redacted } = part;
    const parts = this.delta('reasoning', text);
    if (signature === undefined && redacted === undefined) return parts;
    if (this.block?.type !== 'reasoning') {
      parts.push(...this.endBlock());
      this.block = { type: 'reasoning', id: String(this.blocks++) };
      parts.push({ type: 'reasoning-start', id: this.block.id });
    }
    // A proof ends the thought that it is for.
    return [...parts, ...this.endBlock({ [VENDOR]: { signature, signedBy, redacted } })];
  }

  private toolCall(part: Extract<ReplyPart, { type: 'tool-call' }>): ModelStreamPart[] {
    const { index, id, name, arguments: delta, extraContent } = part;
    let call = this.calls.get(index);
    const parts = this.endBlock();
    if (call === undefined) {
      const toolCallId = id ?? `call_${index}`;
      call = {
        type: 'tool-call',
        toolCallId,
        toolName: name ?? '',
        input: '',
        ...(extraContent
          ? { providerMetadata: { [VENDOR]: { extraContent: JSON.stringify(extraContent) } } }
          : {}),
      };
      this.calls.set(index, call);
      parts.push({ type: 'tool-input-start', id: toolCallId, toolName: call.toolName });
    }
    if (delta === '') return parts;
    call.input += delta;
    return [...parts, { type: 'tool-input-delta', id: call.toolCallId, delta }];
  }

  private endBlock(providerMetadata?: ModelMetadata): ModelStreamPart[] {
    const { block } = this;
    this.block = undefined;
    if (block === undefined) return [];
    if (block.type === 'text') return [{ type: 'text-end', id: block.id }];
    return [
      { type: 'reasoning-end', id: block.id, ...(providerMetadata ? { providerMetadata } : {}) },
    ];
  }
}
