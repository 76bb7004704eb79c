import { Body, Controller, Post, Req, Res, UseFilters, VERSION_NEUTRAL } from '@nestjs/common';
import type { EmbeddingRequest } from '../../contracts/embedding.js';
import { CallRouter } from '../../pipeline/call-router.js';
import type { PlatformRequest } from '../call-options.js';
import { parseBody } from '../parse-body.js';
import type { PlatformResponse } from '../raw-response.js';
import { Reception } from '../reception.js';
import { embeddingSchema } from './embedding.schema.js';
import { encodeEmbeddings } from './encode-embeddings.js';
import { settledEmbedding } from './settled-embedding.js';
import { OpenAiExceptionFilter } from './openai-exception.filter.js';

/** `POST /v1/embeddings`, as OpenAI's API has it. */
@Controller({ path: 'v1', version: VERSION_NEUTRAL })
@UseFilters(OpenAiExceptionFilter)
export class EmbeddingsController {
  constructor(
    private readonly router: CallRouter,
    private readonly reception: Reception,
  ) {}

  @Post('embeddings')
  create(
    @Body() body: unknown,
    @Req() request: PlatformRequest,
    @Res() response: PlatformResponse,
  ): Promise<void> {
    return this.reception.receive(
      { door: 'http:embeddings', request, response, body },
      async (visit) => {
        const ask = parseBody<EmbeddingRequest>(body, embeddingSchema);
        const embedding = await this.router.embed(ask, visit.options);
        const { id, model, provider, attempts, warnings } = embedding;
        const head = {
          model,
          provider,
          attempts: attempts.length,
          warnings,
          cache: 'off' as const,
        };
        const json = JSON.stringify(encodeEmbeddings(embedding, ask.encoding_format === 'base64'));
        visit.document({ id, head }, json, settledEmbedding(embedding, ask));
      },
    );
  }
}
