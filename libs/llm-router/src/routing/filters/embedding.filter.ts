import { Injectable } from '@nestjs/common';
import type { CandidateFilter } from '../../contracts/candidate-filter.js';
import type { Candidate } from '../../contracts/candidate.js';
import { ModelDirectory } from '../../contracts/model-directory.js';
import type { RoutingContext } from '../../contracts/routing-context.js';
import { LlmFilter } from '../../plugin/plugin-markers.js';

/**
 * Of the candidates for an embedding, leaves those that have the first one's model: vectors of two models cannot be
 * compared, so that another model is no substitute, also not while the first one fails. The first one is the first of
 * what was asked for, as written, whatever the strategy and the rung.
 */
@LlmFilter()
@Injectable()
export class EmbeddingFilter implements CandidateFilter {
  readonly id = 'embedding';

  constructor(private readonly directory: ModelDirectory) {}

  reject({ provider, upstreamModel }: Candidate, context: RoutingContext): string | undefined {
    if (context.embedding === undefined) return undefined;
    if (provider.embed === undefined) return 'its provider has no embeddings';
    const first = this.directory
      .resolve(context.model)
      .find((it) => it.provider.embed !== undefined);
    return first === undefined || first.upstreamModel === upstreamModel
      ? undefined
      : `its vectors cannot be compared with those of ${first.upstreamModel}`;
  }
}
