import type { ReplyChunk } from '../../contracts/reply-chunk.js';
import type { SettlingReply } from '../../contracts/reply.js';
import { servedUsage } from '../../pipeline/served-usage.js';
import { asRouterError } from '../as-router-error.js';
import { decisionField } from '../decision-field.js';
import { eventFrame } from '../event-stream.js';
import { untouchedDocument } from '../untouched-document.js';
import type { Visit } from '../visit.js';
import { encodeError } from './anthropic-errors.js';
import { EventEncoder } from './event-encoder.js';
import { MessageDraft } from './message-draft.js';

/** Answers with a reply as one message. Throws where the reply breaks: nothing has been sent then. */
export async function sendMessage(visit: Visit, reply: SettlingReply): Promise<void> {
  const chunks: ReplyChunk[] = [];
  for await (const chunk of reply.chunks) chunks.push(chunk);
  const outcome = await reply.outcome;
  visit.document(
    reply,
    untouchedDocument(chunks, 'anthropic-messages') ??
      JSON.stringify(encoded(chunks, reply).document(servedUsage(outcome))),
    outcome,
  );
}

function encoded(chunks: readonly ReplyChunk[], reply: SettlingReply): MessageDraft {
  const draft = new MessageDraft(reply);
  for (const { parts } of chunks) draft.add(parts);
  return draft;
}

/**
 * Answers with a reply as server-sent events. `message_stop` follows a reply that ended well and no other: one that
 * breaks off ends with an `error` event.
 */
export async function streamMessage(visit: Visit, reply: SettlingReply): Promise<void> {
  const stream = visit.stream(reply);
  // Its last event waits for the record of the call, also where it could be passed on as it came.
  const encoder = new EventEncoder(reply, true);
  try {
    for await (const chunk of reply.chunks) await stream.write(encoder.encode(chunk));
    const outcome = await reply.outcome;
    await stream.write(encoder.end(servedUsage(outcome), visit.record(outcome)));
    stream.end();
  } catch (failure) {
    const record = decisionField(await visit.recordOf(reply));
    const error = { ...encodeError(asRouterError(failure)), ...record };
    await stream.fail(eventFrame(JSON.stringify(error), 'error'));
  }
}
