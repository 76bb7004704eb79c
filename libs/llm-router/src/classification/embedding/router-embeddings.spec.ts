import type { EmbeddingRequest } from '../../contracts/embedding.js';
import type { Exchange } from '../../contracts/exchange.js';
import type { CallOptions } from '../../contracts/options.js';
import { embeddingClassifier } from './create-embedding-classifier.js';
import { routerEmbeddings } from './router-embeddings.js';

const { signal } = new AbortController();
const asked: { request: EmbeddingRequest; options: CallOptions }[] = [];
const router = () => ({
  embed: async (request: EmbeddingRequest, options: CallOptions) => {
    asked.push({ request, options });
    return { vectors: [[1]] };
  },
});

beforeEach(() => (asked.length = 0));

it('asks under everything that says who may see the call, and nothing else that it says', async () => {
  const limits = {
    only: ['a'],
    regions: ['eu'],
    dataCollection: 'deny' as const,
    zeroRetention: true,
    sensitivity: 'restricted',
    sensitivityFloor: 'internal',
    purpose: ['hr'],
  };
  const caller = { tenant: 'acme', keyId: 'k' };
  const exchange = {
    directives: { route: { ...limits, model: 'x/y', fallback: ['z'], timeout: 5 } },
    caller,
    entities: ['iban'],
  } as Partial<Exchange> as Exchange;
  const embed = routerEmbeddings(router, 'a/embed');
  expect(await embed(['text'], signal, exchange)).toEqual([[1]]);
  expect(asked).toEqual([
    {
      request: { model: 'a/embed', input: ['text'] },
      options: { signal, caller, entities: ['iban'], route: limits },
    },
  ]);
});

it('asks for the examples under the class that they are declared to have', async () => {
  await routerEmbeddings(router, 'a/embed', { examples: 'public' })(['x'], signal, undefined);
  expect(asked[0]!.options.route).toEqual({ sensitivity: 'public' });
});

it('marks a classifier as one that asks the policy, which any other way of embedding does not', () => {
  const routes = { a: ['x'] };
  const through = embeddingClassifier({ routes, embed: routerEmbeddings(router, 'a/embed') });
  expect(through.bypassesPolicy).toBe(false);
  const past = embeddingClassifier({ routes, embed: () => Promise.resolve([[1]]) });
  expect(past.bypassesPolicy).toBe(true);
});
