import { Failure } from '../failure.js';
import { isJsonObject } from '../json-object.js';
import { MODELS_PATH, answerModels } from './answer-models.js';
import type { AnswerModelCall, ModelCall } from './model-call.js';
import type { ProviderState } from './provider-state.js';
import type { ReceivedRequest } from './received-requests.js';
import { decodeSegment } from './request-text.js';
import type { VendorRoute } from './vendor-routes.js';

type ChosenAnswer = { readonly answer: AnswerModelCall } & Partial<
  Pick<ModelCall, 'behaviour' | 'model' | 'body' | 'usageReported'>
>;

/** Who answers a request, and how it is to behave. */
export function chooseAnswer(
  state: ProviderState,
  received: ReceivedRequest,
  route: VendorRoute | undefined,
): ChosenAnswer {
  if (route) return chooseForModel(state, received, route);
  const { method, path } = received;
  if (method === 'GET' && (path === MODELS_PATH || path.startsWith(`${MODELS_PATH}/`))) {
    const model = decodeSegment(path.slice(MODELS_PATH.length + 1));
    return { answer: answerModels, behaviour: state.rules.general(), model };
  }
  return refusal(new Failure('not-found', `Unknown request URL: ${method} ${path}.`));
}

function chooseForModel(
  state: ProviderState,
  { body, model }: ReceivedRequest,
  route: VendorRoute,
): ChosenAnswer {
  if (!isJsonObject(body)) {
    const message = 'We could not parse the JSON body of your request.';
    return refusal(new Failure('invalid-request', message));
  }
  if (!model) return refusal(new Failure('invalid-request', 'model: Field required', 400, 'model'));
  state.stats.countCall(model);
  return {
    answer: route.answer,
    behaviour: state.rules.take(model),
    model,
    body,
    usageReported: (usage) => state.stats.countUsage(model, usage),
  };
}

function refusal(failure: Failure): ChosenAnswer {
  return { answer: () => Promise.reject(failure) };
}
