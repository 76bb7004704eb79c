import { anthropicDialect } from '../anthropic/dialect.js';
import { anthropicModel, anthropicModelList } from '../anthropic/models.js';
import { behaviourFromModel } from '../behaviour/behaviour-from-model.js';
import { Failure } from '../failure.js';
import { openaiModel, openaiModelList } from '../openai/models.js';
import type { ModelCall } from './model-call.js';
import { sendJson } from './send-json.js';

export const MODELS_PATH = '/v1/models';

/** `GET /v1/models` and `GET /v1/models/{id}`, in the shape of the vendor whose headers came with it. */
export async function answerModels(call: ModelCall): Promise<void> {
  const anthropic = call.dialect === anthropicDialect;
  await sendJson(call, call.behaviour.status ?? 200, bodyFor(call.model, anthropic));
}

function bodyFor(id: string, anthropic: boolean): unknown {
  if (id === '') return anthropic ? anthropicModelList() : openaiModelList();
  if (behaviourFromModel(id).error === 'model-not-found') throw new Failure('model-not-found');
  return anthropic ? anthropicModel(id) : openaiModel(id);
}
