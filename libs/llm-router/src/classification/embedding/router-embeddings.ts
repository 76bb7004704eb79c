import type { RouteDirective } from '../../contracts/directives.js';
import type { EmbeddingRequest } from '../../contracts/embedding.js';
import type { Exchange } from '../../contracts/exchange.js';
import type { CallOptions } from '../../contracts/options.js';
import type { EmbedTexts } from './embedding-classifier-options.js';

/** The part of `LlmRouter` that is used. */
export interface EmbeddingRouter {
  embed(
    request: EmbeddingRequest,
    options: CallOptions,
  ): Promise<{ readonly vectors: readonly ArrayLike<number>[] }>;
}

/** What says who may see a call, and nothing of how it is answered. */
const LIMITS = [
  'only',
  'ignore',
  'regions',
  'dataCollection',
  'zeroRetention',
  'sensitivity',
  'sensitivityFloor',
  'purpose',
] as const satisfies readonly (keyof RouteDirective)[];

/**
 * Embeddings through the router, for `embeddingClassifier({ embed })`: a prompt goes only where the call itself might go,
 * by its key, its labels and what was found in it. `router` is asked for at the first call, since it is built after the
 * classifiers. `examples`: the class of the routes' examples; default: as what nothing labels.
 */
export function routerEmbeddings(
  router: () => EmbeddingRouter,
  model: string,
  { examples: sensitivity }: { readonly examples?: string } = {},
): EmbedTexts {
  const embed = async (texts: string[], signal: AbortSignal, exchange: Exchange | undefined) => {
    const route = exchange === undefined ? { sensitivity } : limitsOf(exchange);
    const { caller, entities } = exchange ?? {};
    const options = { signal, route, caller, entities };
    return (await router().embed({ model, input: texts }, options)).vectors;
  };
  return Object.assign(embed, { asksPolicy: true as const });
}

function limitsOf({ directives: { route = {} } }: Exchange): RouteDirective {
  return Object.fromEntries(LIMITS.map((field) => [field, route[field]]));
}
