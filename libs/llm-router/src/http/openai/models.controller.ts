import { Controller, Get, Param, UseFilters, VERSION_NEUTRAL } from '@nestjs/common';
import { type ListedModel, ModelDirectory } from '../../contracts/model-directory.js';
import { OpenAiExceptionFilter } from './openai-exception.filter.js';

/**
 * Ids hold slashes, and clients may or may not encode them. Neither platform's wildcard is legal on the other, so there
 * is a path for each number of segments.
 */
const SEGMENTS = ['a', 'b', 'c', 'd', 'e', 'f'];
const PATHS = SEGMENTS.map((_, last) =>
  SEGMENTS.slice(0, last + 1)
    .map((name) => `:${name}`)
    .join('/'),
);

/** `GET /v1/models` and `GET /v1/models/{id}`, as OpenAI's API has them. Tiers and aliases count as models. */
@Controller({ path: 'v1/models', version: VERSION_NEUTRAL })
@UseFilters(OpenAiExceptionFilter)
export class ModelsController {
  constructor(private readonly directory: ModelDirectory) {}

  @Get()
  list() {
    return { object: 'list', data: this.directory.list().map(encodeModel) };
  }

  @Get(PATHS)
  retrieve(@Param() params: Record<string, string>) {
    const id = SEGMENTS.flatMap((name) => params[name] ?? []).join('/');
    const candidates = this.directory.resolve(id);
    const listed = this.directory.list().find((model) => model.id === id);
    return encodeModel(listed ?? { id, ownedBy: candidates[0]?.provider.id ?? 'llm-router' });
  }
}

function encodeModel({ id, ownedBy }: ListedModel) {
  // Clients want a number; when a model was made is not known here.
  return { id, object: 'model', created: 0, owned_by: ownedBy };
}
