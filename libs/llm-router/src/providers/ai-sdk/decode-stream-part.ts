import type { ReplyPart } from '../../contracts/reply-part.js';
import { isObject, objectOf, textOf } from '../json-value.js';
import { argumentsOf } from './decode-result.js';
import { finishPart } from './finish-part.js';
import { mapUsage } from './map-usage.js';
import { metadataPart } from './metadata-part.js';
import { servedTier } from './served-tier.js';
import { DIALECT, extraContentOf, signatureOf } from './signature.js';

interface OpenCall {
  readonly index: number;
  written: boolean;
}

/** The stream parts of one reply, in the order in which they come. */
export class StreamPartDecoder {
  finished = false;
  private readonly calls = new Map<unknown, OpenCall>();
  /** Calls that the vendor carries out itself, which nobody here has to answer. */
  private readonly foreignCalls = new Set<unknown>();
  /** What the provider said about each thought that is being written. */
  private readonly thoughts = new Map<unknown, Record<string, unknown>>();

  constructor(
    private readonly id: string,
    private readonly modelProvider: string,
    private readonly mapError: (error: unknown) => Error,
  ) {}

  /** Throws an upstream error where the part says that the reply failed. */
  decode(value: unknown): ReplyPart[] {
    const part = objectOf(value);
    switch (part.type) {
      case 'response-metadata':
        return [metadataPart(part)];
      case 'text-delta': {
        const text = textOf(part.delta);
        return text === undefined ? [] : [{ type: 'text', choice: 0, text }];
      }
      case 'reasoning-start':
      case 'reasoning-delta':
      case 'reasoning-end':
        return this.reasoning(part);
      case 'tool-input-start':
        return this.callStart(part.id, part);
      case 'tool-input-delta':
        return this.callDelta(part);
      case 'tool-call':
        return this.wholeCall(part);
      case 'finish':
        return this.finish(part);
      case 'error':
        throw this.mapError(part.error);
      default:
        return [];
    }
  }

  private reasoning(part: Record<string, unknown>): ReplyPart[] {
    const known = { ...this.thoughts.get(part.id) };
    for (const [vendor, metadata] of Object.entries(objectOf(part.providerMetadata))) {
      if (isObject(metadata)) known[vendor] = { ...objectOf(known[vendor]), ...metadata };
    }
    this.thoughts.set(part.id, known);
    const text = textOf(part.delta);
    if (part.type !== 'reasoning-end') {
      return text === undefined ? [] : [{ type: 'reasoning', choice: 0, text }];
    }
    this.thoughts.delete(part.id);
    const signature = signatureOf(known);
    return signature === undefined
      ? []
      : [{ type: 'reasoning', choice: 0, text: '', signature, signedBy: DIALECT }];
  }

  private callStart(id: unknown, part: Record<string, unknown>): ReplyPart[] {
    if (part.providerExecuted === true) {
      this.foreignCalls.add(id);
      return [];
    }
    const index = this.calls.size;
    this.calls.set(id, { index, written: false });
    return [
      {
        type: 'tool-call',
        choice: 0,
        index,
        id: textOf(id) ?? `call_${index}`,
        name: textOf(part.toolName) ?? '',
        arguments: '',
        ...extraContentOf(part.providerMetadata),
      },
    ];
  }

  private callDelta(part: Record<string, unknown>): ReplyPart[] {
    const call = this.calls.get(part.id);
    const piece = textOf(part.delta);
    if (call === undefined || piece === undefined) return [];
    call.written = true;
    return [{ type: 'tool-call', choice: 0, index: call.index, arguments: piece }];
  }

  /** Comes behind the deltas of a call, or stands for them. */
  private wholeCall(part: Record<string, unknown>): ReplyPart[] {
    const id = part.toolCallId;
    if (this.foreignCalls.has(id)) return [];
    const start = this.calls.has(id) ? [] : this.callStart(id, part);
    const call = this.calls.get(id);
    if (call === undefined || call.written) return start;
    call.written = true;
    return [
      ...start,
      { type: 'tool-call', choice: 0, index: call.index, arguments: argumentsOf(part.input) },
    ];
  }

  private finish(part: Record<string, unknown>): ReplyPart[] {
    const finish = finishPart(part.finishReason, this.id, this.calls.size > 0);
    this.finished = true;
    const serviceTier = servedTier(part.providerMetadata, part.usage);
    const usage = mapUsage(part.usage, this.modelProvider);
    return [
      ...(serviceTier === undefined ? [] : [{ type: 'metadata' as const, serviceTier }]),
      finish,
      ...(usage === undefined ? [] : [{ type: 'usage' as const, usage }]),
    ];
  }
}
