import { Failure } from '../failure.js';
import { planReply } from '../plan/reply-plan.js';
import type { ModelCall } from '../server/model-call.js';
import { sendJson } from '../server/send-json.js';
import { sendStream } from '../server/send-stream.js';
import { messageBody } from './message-body.js';
import { requireVersion } from './require-version.js';
import { readMessagePrompt } from './message-prompt.js';
import { messageStream } from './message-stream.js';

/** `POST /v1/messages`. */
export async function answerMessages(call: ModelCall): Promise<void> {
  requireVersion(call);
  const { behaviour, body, exchange, model } = call;
  if (!Number.isInteger(body['max_tokens']) || Number(body['max_tokens']) < 1) {
    throw new Failure('invalid-request', 'max_tokens: Field required');
  }
  const plan = planReply(readMessagePrompt(model, body), behaviour);
  const identity = { id: `msg_${exchange.id}`, model };
  const sent =
    body['stream'] === true
      ? await sendStream(call, messageStream(identity, plan, behaviour))
      : await sendJson(call, behaviour.status ?? 200, messageBody(identity, plan, behaviour));
  // What it thinks is part of `output_tokens`, and not told by itself.
  if (sent && !behaviour.missingUsage) call.usageReported({ ...plan.usage, reasoningTokens: 0 });
}
