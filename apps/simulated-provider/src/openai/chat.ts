import { objectOf } from '../json-object.js';
import { planReply } from '../plan/reply-plan.js';
import type { ModelCall } from '../server/model-call.js';
import { sendJson } from '../server/send-json.js';
import { sendStream } from '../server/send-stream.js';
import { chatCompletion } from './chat-completion.js';
import { readChatPrompt } from './chat-prompt.js';
import { chatStream } from './chat-stream.js';

/** `POST /v1/chat/completions`. */
export async function answerChat(call: ModelCall): Promise<void> {
  const { behaviour, body, exchange, model } = call;
  const plan = planReply(readChatPrompt(model, body), behaviour);
  const created = Math.floor(Date.now() / 1000);
  const identity = { id: `chatcmpl-${exchange.id}`, created, model };
  if (body['stream'] !== true) {
    const value = chatCompletion(identity, plan, behaviour);
    const sent = await sendJson(call, behaviour.status ?? 200, value);
    if (sent && !behaviour.missingUsage) call.usageReported(plan.usage);
    return;
  }
  const wantsUsage = objectOf(body['stream_options'])['include_usage'] === true;
  const includeUsage = wantsUsage && !behaviour.missingUsage;
  const sent = await sendStream(call, chatStream(identity, plan, behaviour, includeUsage));
  if (sent && includeUsage) call.usageReported(plan.usage);
}
