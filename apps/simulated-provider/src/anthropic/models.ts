import { KNOWN_MODELS } from '../known-models.js';

export function anthropicModel(id: string): unknown {
  return { type: 'model', id, display_name: id, created_at: '2024-01-01T00:00:00Z' };
}

/** The body of `GET /v1/models` in Anthropic's shape. */
export function anthropicModelList(): unknown {
  return {
    data: KNOWN_MODELS.map(anthropicModel),
    has_more: false,
    first_id: KNOWN_MODELS.at(0),
    last_id: KNOWN_MODELS.at(-1),
  };
}
