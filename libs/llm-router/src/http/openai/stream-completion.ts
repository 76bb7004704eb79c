import type { OutgoingHttpHeaders } from 'node:http';
import type { SettlingReply } from '../../contracts/reply.js';
import { EventStream, eventFrame } from '../event-stream.js';
import type { PlatformResponse } from '../raw-response.js';
import { ChunkEncoder } from './chunk-encoder.js';
import { explainError } from './explain-error.js';
import { ReplyIdentity } from './reply-identity.js';
import { servedUsage } from './served-usage.js';

export interface StreamedReply {
  readonly reply: SettlingReply;
  readonly headers: OutgoingHttpHeaders;
  /** Whether the client asked for a last chunk with usage. */
  readonly includeUsage: boolean;
  readonly clientGone: AbortSignal;
}

/**
 * Answers with a reply as server-sent events. `[DONE]` follows a reply that ended well and no other: one that breaks
 * off ends with an event that says why.
 */
export async function streamCompletion(
  response: PlatformResponse,
  { reply, headers, includeUsage, clientGone }: StreamedReply,
): Promise<void> {
  const stream = new EventStream(response, headers, clientGone);
  const encoder = new ChunkEncoder(new ReplyIdentity(reply), includeUsage);
  try {
    for await (const chunk of reply.chunks) await stream.write(encoder.encode(chunk));
    await stream.write(encoder.end(servedUsage(await reply.outcome)));
  } catch (failure) {
    if (!clientGone.aborted) {
      await stream.write(eventFrame(JSON.stringify({ error: explainError(failure) })));
    }
  }
  stream.end();
}
