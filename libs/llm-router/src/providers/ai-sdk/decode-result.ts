import type { ReplyPart } from '../../contracts/reply-part.js';
import { isObject, listOf, objectOf, textOf } from '../json-value.js';
import { protocolBroken } from '../upstream-failure.js';
import { finishPart } from './finish-part.js';
import { mapUsage } from './map-usage.js';
import { metadataPart } from './metadata-part.js';
import { servedTier } from './served-tier.js';
import { DIALECT, extraContentOf, signatureOf } from './signature.js';

/** The parts of what `doGenerate` gave. Throws an `UpstreamError` where it is no reply. */
export function decodeResult(result: unknown, id: string, modelProvider: string): ReplyPart[] {
  if (!isObject(result) || !Array.isArray(result.content)) {
    throw protocolBroken(id, 'its model gave no content');
  }
  const serviceTier = servedTier(result.providerMetadata, result.usage);
  const parts: ReplyPart[] = [metadataPart(result.response, serviceTier)];
  let calls = 0;
  for (const item of listOf(result.content).map(objectOf)) {
    const text = textOf(item.text);
    if (item.type === 'text' && text !== undefined) {
      parts.push({ type: 'text', choice: 0, text });
    } else if (item.type === 'reasoning') {
      const signature = signatureOf(item.providerMetadata);
      if (text === undefined && signature === undefined) continue;
      parts.push({
        type: 'reasoning',
        choice: 0,
        text: text ?? '',
        ...(signature === undefined ? {} : { signature, signedBy: DIALECT }),
      });
    } else if (item.type === 'tool-call' && item.providerExecuted !== true) {
      parts.push(toolCall(item, calls++));
    }
  }
  parts.push(finishPart(result.finishReason, id, calls > 0));
  const usage = mapUsage(result.usage, modelProvider);
  if (usage !== undefined) parts.push({ type: 'usage', usage });
  return parts;
}

function toolCall(item: Record<string, unknown>, index: number): ReplyPart {
  return {
    type: 'tool-call',
    choice: 0,
    index,
    id: textOf(item.toolCallId) ?? `call_${index}`,
    name: textOf(item.toolName) ?? '',
    arguments: argumentsOf(item.input),
    ...extraContentOf(item.providerMetadata),
  };
}

/** JSON text by the specification; some providers give the object. */
export function argumentsOf(input: unknown): string {
  return typeof input === 'string' && input !== '' ? input : JSON.stringify(input || {});
}
