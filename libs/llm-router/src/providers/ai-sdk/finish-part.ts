import { UpstreamError } from '../../contracts/errors/upstream-error.js';
import type { FinishReason } from '../../contracts/finish-reason.js';
import type { ReplyPart } from '../../contracts/reply-part.js';
import { objectOf, textOf } from '../json-value.js';
import { protocolBroken } from '../upstream-failure.js';

const REASONS: ReadonlyMap<string, FinishReason> = new Map([
  ['stop', 'stop'],
  ['length', 'length'],
  ['tool-calls', 'tool_calls'],
  ['content-filter', 'content_filter'],
]);

/** v2 names the reason, v3 and v4 give `{ unified, raw }`. Throws where it says that the reply is none. */
export function finishPart(reason: unknown, provider: string, calledTools: boolean): ReplyPart {
  const unified = textOf(reason) ?? textOf(objectOf(reason).unified) ?? 'other';
  if (unified === 'error') {
    throw new UpstreamError(`Provider ${provider} broke its answer off.`, {
      code: 'server_error',
      provider,
    });
  }
  if (unified === 'interrupted') {
    throw protocolBroken(provider, 'its stream ended before it was finished');
  }
  const known = REASONS.get(unified) ?? 'other';
  return {
    type: 'finish',
    choice: 0,
    // Some vendors say `stop` after a tool call; callers look for `tool_calls`.
    reason: known === 'stop' && calledTools ? 'tool_calls' : known,
    raw: textOf(objectOf(reason).raw) ?? unified,
  };
}
