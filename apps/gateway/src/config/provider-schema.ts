import { z } from 'zod';
import { apiKey } from './api-key-schema.js';
import { price } from './price-schema.js';
import { dataPolicy } from './privacy-schema.js';
import { flag, httpUrl, names, oneOf, section, secret, text, whole } from './scalars.js';

const declaredModel = section({
  id: text,
  contextWindow: whole(1).optional(),
  maxOutputTokens: whole(1).optional(),
  tools: flag.optional(),
  vision: flag.optional(),
  jsonSchema: flag.optional(),
  reasoning: flag.optional(),
  tags: names.optional(),
  region: text.optional(),
  dataPolicy: dataPolicy.optional(),
  rateLimit: section({
    requestsPerMinute: whole(1).optional(),
    tokensPerMinute: whole(1).optional(),
  }).optional(),
  price: price.optional(),
});

/** A model's name, or its name with facts. */
const model = z.preprocess(
  (value) => (typeof value === 'string' ? { id: value } : value),
  declaredModel,
);

const common = {
  id: text.optional(),
  models: z.array(model, { error: 'a list of models' }).optional(),
  local: flag.optional(),
  region: text.optional(),
  dataPolicy: dataPolicy.optional(),
};

const keyed = { ...common, apiKey };

/** Vendors that speak OpenAI's dialect, by the names of their presets. */
const HOSTED = [
  'openrouter',
  'groq',
  'together',
  'fireworks',
  'deepseek',
  'mistral',
  'xai',
  'perplexity',
  'cerebras',
  'nvidia',
] as const;

/** Servers on one's own machines. */
const LOCAL = ['ollama', 'vllm', 'lm-studio', 'llama-cpp'] as const;

const variants = [
  section({
    type: z.literal('openai'),
    ...keyed,
    baseUrl: httpUrl.optional(),
    responses: oneOf('when-needed', 'always', 'never').optional(),
  }),
  section({ type: z.literal('anthropic'), ...keyed, baseUrl: httpUrl.optional() }),
  section({ type: z.literal('google'), ...keyed }),
  section({
    type: z.literal('bedrock'),
    ...common,
    region: text,
    accessKeyId: secret,
    secretAccessKey: secret,
    sessionToken: secret.optional(),
    baseUrl: httpUrl.optional(),
  }),
  section({
    type: z.literal('azure-openai'),
    ...keyed,
    endpoint: httpUrl,
    apiVersion: text.optional(),
    deployments: z.record(z.string(), text, { error: 'deployments by model' }),
  }),
  section({ type: z.literal(HOSTED), ...keyed, baseUrl: httpUrl.optional() }),
  section({
    type: z.literal(LOCAL),
    ...common,
    baseUrl: httpUrl.optional(),
    apiKey: apiKey.optional(),
  }),
  section({
    type: z.literal('openai-compatible'),
    ...common,
    id: text,
    baseUrl: httpUrl,
    apiKey: apiKey.optional(),
  }),
  section({
    type: z.literal('simulated'),
    ...common,
    id: text,
    wire: oneOf('openai', 'anthropic').default('openai'),
  }),
] as const;

export const PROVIDER_TYPES = variants.flatMap((it) => [...it.shape.type.values]);

/** One entry of `providers`. */
export const provider = z.discriminatedUnion('type', variants, {
  error: ({ code }) =>
    code === 'invalid_union'
      ? `one of ${PROVIDER_TYPES.join(', ')}`
      : 'a group of settings with a type',
});

export type ProviderSettings = z.infer<typeof provider>;
