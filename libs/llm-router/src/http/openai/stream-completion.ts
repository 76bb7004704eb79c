import type { SettlingReply } from '../../contracts/reply.js';
import { servedUsage } from '../../pipeline/served-usage.js';
import { decisionField } from '../decision-field.js';
import { eventFrame } from '../event-stream.js';
import type { Visit } from '../visit.js';
import { ChunkEncoder } from './chunk-encoder.js';
import { explainError } from './explain-error.js';
import { ReplyIdentity } from './reply-identity.js';

/**
 * Answers with a reply as server-sent events. `[DONE]` follows a reply that ended well and no other: one that breaks
 * off ends with an event that says why. `includeUsage`: the client asked for a last chunk with usage.
 */
export async function streamCompletion(
  visit: Visit,
  reply: SettlingReply,
  includeUsage: boolean,
): Promise<void> {
  const stream = visit.stream(reply);
  const encoder = new ChunkEncoder(new ReplyIdentity(reply), includeUsage);
  try {
    for await (const chunk of reply.chunks) await stream.write(encoder.encode(chunk));
    const outcome = await reply.outcome;
    await stream.write(encoder.end(servedUsage(outcome), visit.record(outcome)));
    stream.end();
  } catch (failure) {
    const record = decisionField(await visit.recordOf(reply));
    await stream.fail(eventFrame(JSON.stringify({ error: explainError(failure), ...record })));
  }
}
