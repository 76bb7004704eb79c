import { KNOWN_MODELS } from '../known-models.js';

const CREATED = 1_700_000_000;

export function openaiModel(id: string): unknown {
  return { id, object: 'model', created: CREATED, owned_by: 'simulated-provider' };
}

/** The body of `GET /v1/models`. */
export function openaiModelList(): unknown {
  return { object: 'list', data: KNOWN_MODELS.map(openaiModel) };
}
