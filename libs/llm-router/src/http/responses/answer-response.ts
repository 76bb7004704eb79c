import type { SettlingReply } from '../../contracts/reply.js';
import { servedUsage } from '../../pipeline/served-usage.js';
import { asRouterError } from '../as-router-error.js';
import type { DecisionRecord } from '../../pipeline/decision-record.js';
import { decisionField } from '../decision-field.js';
import { eventFrame } from '../event-stream.js';
import type { Visit } from '../visit.js';
import type { ItemEvent } from './output-item.js';
import type { ResponseSession } from './response-session.js';

/** Answers with a reply as one response object. Throws where the reply breaks: nothing has been sent then. */
export async function sendResponse(
  visit: Visit,
  reply: SettlingReply,
  session: ResponseSession,
): Promise<void> {
  const draft = session.draft(reply.head.model);
  for await (const { parts } of reply.chunks) draft.add(parts);
  const outcome = await reply.outcome;
  draft.complete(servedUsage(outcome));
  await session.keep(draft, outcome);
  visit.document(reply, JSON.stringify(draft.document()), outcome);
}

/**
 * Answers with a reply as typed events. `response.completed` or `response.incomplete` follows a reply that ended well
 * and no other: one that breaks off ends with `response.failed`.
 */
export async function streamResponse(
  visit: Visit,
  reply: SettlingReply,
  session: ResponseSession,
): Promise<void> {
  const stream = visit.stream(reply);
  const draft = session.draft(reply.head.model);
  let sequence = 0;
  const write = (...events: readonly ItemEvent[]): string =>
    events
      .map((event) =>
        eventFrame(JSON.stringify({ ...event, sequence_number: sequence++ }), event.type),
      )
      .join('');
  let begun = false;
  const begin = (): string => {
    if (begun) return '';
    begun = true;
    return write(draft.event('response.created'), draft.event('response.in_progress'));
  };
  try {
    for await (const { parts } of reply.chunks) {
      // The first event names the model that the first parts tell.
      draft.learn(parts);
      await stream.write(begin() + write(...draft.add(parts)));
    }
    const outcome = await reply.outcome;
    const closing = draft.complete(servedUsage(outcome));
    await session.keep(draft, outcome);
    const last = explained(draft.lastEvent(), visit.record(outcome));
    await stream.write(begin() + write(...closing, last));
    stream.end();
  } catch (failure) {
    const last = explained(draft.fail(asRouterError(failure)), await visit.recordOf(reply));
    await stream.fail(begin() + write(last));
  }
}

/** The record is no part of the response that is kept, but of its last event. */
function explained(event: ItemEvent, record: DecisionRecord | undefined): ItemEvent {
  return record === undefined
    ? event
    : { ...event, response: { ...(event.response as object), ...decisionField(record) } };
}
