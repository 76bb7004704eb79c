import { Failure, failureKindOf } from '../failure.js';
import type { ModelCall } from './model-call.js';
import { sendJson } from './send-json.js';

/** Answers a failure in the vendor's own status and body. */
export async function sendFailure(
  call: Pick<ModelCall, 'dialect' | 'exchange' | 'behaviour'> & { readonly model?: string },
  failure: Failure,
): Promise<void> {
  const { status, body } = call.dialect.failure({
    kind: failure.kind,
    message: failure.message,
    status: failure.status,
    parameter: failure.parameter,
    model: call.model,
    exchangeId: call.exchange.id,
  });
  await sendJson(call, status, body);
}

/** The failure that a behaviour orders, if it does. */
export function orderedFailure({ behaviour }: Pick<ModelCall, 'behaviour'>): Failure | undefined {
  const { status, error } = behaviour;
  if (error !== undefined) return new Failure(error, undefined, status);
  if (status === undefined || status < 400) return undefined;
  return new Failure(failureKindOf(status), undefined, status);
}
