import type { ModelCall } from '../server/model-call.js';
import { sendJson } from '../server/send-json.js';
import { requireVersion } from './require-version.js';
import { readMessagePrompt } from './message-prompt.js';

/** `POST /v1/messages/count_tokens`. */
export async function answerCountTokens(call: ModelCall): Promise<void> {
  requireVersion(call);
  const counted = readMessagePrompt(call.model, call.body).promptTokens;
  const value = { input_tokens: call.behaviour.promptTokens ?? counted };
  await sendJson(call, call.behaviour.status ?? 200, value);
}
