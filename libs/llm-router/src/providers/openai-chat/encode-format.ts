import type { ChatMessage } from '../../contracts/chat-message.js';
import type { ResponseFormat } from '../../contracts/chat-tool.js';
import type { ChatQuirks } from './chat-quirks.js';

export interface EncodedFormat {
  readonly format?: ResponseFormat;
  /** What has to be said in words, since the vendor does not enforce it. */
  readonly instruction?: string;
}

/** `response_format` in the form that the vendor knows. */
export function encodeFormat(
  asked: ResponseFormat | undefined,
  { responseFormat }: ChatQuirks,
): EncodedFormat {
  if (asked?.type === 'json_schema' && responseFormat === 'json_object') {
    const { schema } = asked.json_schema;
    const shape =
      schema === undefined ? '.' : ` that fits this JSON schema:\n${JSON.stringify(schema)}`;
    return {
      format: { type: 'json_object' },
      instruction: `Answer with nothing but one JSON object${shape}`,
    };
  }
  if (asked?.type === 'json_object' && responseFormat === 'json_schema') {
    return {
      format: {
        type: 'json_schema',
        json_schema: { name: 'object', schema: { type: 'object' } },
      },
    };
  }
  return asked === undefined || asked === null ? {} : { format: asked };
}

/** The messages with an instruction behind those that they begin with. */
export function withInstruction(
  messages: readonly ChatMessage[],
  instruction: string,
): readonly ChatMessage[] {
  const turns = messages.findIndex((it) => it.role !== 'system' && it.role !== 'developer');
  const at = turns === -1 ? messages.length : turns;
  return [
    ...messages.slice(0, at),
    { role: 'system', content: instruction },
    ...messages.slice(at),
  ];
}
