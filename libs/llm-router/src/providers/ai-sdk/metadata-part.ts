import type { ReplyPart } from '../../contracts/reply-part.js';
import { objectOf, textOf } from '../json-value.js';

/** The id, model and time of a response, and the service tier where it is known. */
export function metadataPart(response: unknown, serviceTier?: string): ReplyPart {
  const { id, modelId, timestamp } = objectOf(response);
  const knownId = textOf(id);
  const model = textOf(modelId);
  return {
    type: 'metadata',
    ...(knownId === undefined ? {} : { id: knownId }),
    ...(model === undefined ? {} : { model }),
    ...(serviceTier === undefined ? {} : { serviceTier }),
    ...(timestamp instanceof Date ? { created: Math.floor(timestamp.getTime() / 1_000) } : {}),
  };
}
