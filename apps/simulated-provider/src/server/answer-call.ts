import { Failure } from '../failure.js';
import type { AnswerModelCall, ModelCall } from './model-call.js';
import type { ProviderState } from './provider-state.js';
import { orderedFailure, sendFailure } from './send-failure.js';
import { sendJson, sendText } from './send-json.js';

/** Answers one call as its behaviour orders: late, not at all, wrongly, or as the route would. */
export async function answerCall(
  state: ProviderState,
  call: ModelCall,
  answer: AnswerModelCall,
): Promise<void> {
  const { behaviour, exchange } = call;
  try {
    if (state.paused) await state.paused;
    if (behaviour.silence || exchange.gone) return;
    if (behaviour.latencyMs && !(await exchange.wait(behaviour.latencyMs))) return;
    if (behaviour.cutAfterParts === 0) return exchange.cut();
    if (behaviour.body !== undefined) {
      const contentType = behaviour.contentType ?? 'application/json';
      return void (await sendText(call, behaviour.status ?? 200, behaviour.body, contentType));
    }
    const failure = orderedFailure(call);
    if (failure) return await sendFailure(call, failure);
    const { overloadInStream = false } = behaviour;
    if (overloadInStream !== false && call.body['stream'] !== true) {
      return void (await sendJson(call, 200, call.dialect.overloadBody(exchange.id)));
    }
    await answer(call);
  } catch (error) {
    if (exchange.response.headersSent) return exchange.cut();
    const failure = error instanceof Failure ? error : new Failure('server', String(error));
    await sendFailure({ ...call, behaviour: {} }, failure);
  }
}
