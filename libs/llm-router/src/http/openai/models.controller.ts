import { Controller, Get, Param, UseFilters, VERSION_NEUTRAL } from '@nestjs/common';
import { type ListedModel, ModelDirectory } from '../../contracts/model-directory.js';
import { OpenAiExceptionFilter } from './openai-exception.filter.js';

/** `GET /v1/models` and `GET /v1/models/{id}`, as OpenAI's API has them. Tiers and aliases count as models. */
@Controller({ path: 'v1/models', version: VERSION_NEUTRAL })
@UseFilters(OpenAiExceptionFilter)
export class ModelsController {
  constructor(private readonly directory: ModelDirectory) {}

  @Get()
  list() {
    return { object: 'list', data: this.directory.list().map(encodeModel) };
  }

  /** Ids hold slashes: Express gives the path's segments one by one, Fastify the rest of the path. */
  @Get('*id')
  retrieve(@Param() params: { id?: string | string[]; '*'?: string }) {
    const id = [params.id ?? params['*'] ?? ''].flat().join('/');
    const candidates = this.directory.resolve(id);
    const listed = this.directory.list().find((model) => model.id === id);
    return encodeModel(listed ?? { id, ownedBy: candidates[0]?.provider.id ?? 'llm-router' });
  }
}

function encodeModel({ id, ownedBy }: ListedModel) {
  // Clients want a number; when a model was made is not known here.
  return { id, object: 'model', created: 0, owned_by: ownedBy };
}
