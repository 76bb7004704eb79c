import type { AnyRecogniser } from '../../detection/recogniser.js';
import { named, prefixed } from './secret.js';

/** Keys of providers of models. */
export const models: readonly AnyRecogniser[] = [
  prefixed('anthropic-api-key', 'sk-ant-api03-', '[\\w-]{93}AA'),
  prefixed('anthropic-admin-api-key', 'sk-ant-admin01-', '[\\w-]{93}AA'),
  prefixed(
    'openai-api-key',
    'sk-',
    '(?:(?:proj|svcacct|admin)-[\\w-]{20,200}|[A-Za-z\\d]{20}T3BlbkFJ[A-Za-z\\d]{20}|[A-Za-z\\d]{48})',
    { entropy: 3 },
  ),
  prefixed('openrouter-api-key', 'sk-or-v1-', '[a-f\\d]{64}', { entropy: 3 }),
  // DeepSeek, Moonshot, LiteLLM and others have nothing of their own behind the prefix.
  prefixed('api-key', 'sk-', '(?=[A-Za-z_-]{0,100}\\d)[\\w-]{20,200}', { entropy: 3.2 }),
  prefixed('groq-api-key', 'gsk_', '[A-Za-z\\d]{40,60}', { entropy: 3 }),
  prefixed('xai-api-key', 'xai-', '[A-Za-z\\d]{70,90}', { entropy: 3 }),
  prefixed('huggingface-access-token', 'hf_', '[a-zA-Z]{34}', { entropy: 3 }),
  prefixed('huggingface-organization-api-token', 'api_org_', '[a-zA-Z]{34}', { entropy: 3 }),
  prefixed('perplexity-api-key', 'pplx-', '[a-zA-Z\\d]{48}', { entropy: 4 }),
  prefixed('replicate-api-token', 'r8_', '[a-zA-Z\\d]{37}', { entropy: 3 }),
  prefixed('fireworks-api-key', 'fw_', '[a-zA-Z\\d]{22,40}', { entropy: 3.5 }),
  prefixed('nvidia-api-key', 'nvapi-', '[\\w-]{60,80}', { entropy: 3.5 }),
  prefixed('langsmith-api-key', ['lsv2_pt_', 'lsv2_sk_'], '[a-f\\d]{32}_[a-f\\d]{10}', {
    entropy: 3,
  }),
  prefixed('pinecone-api-key', 'pcsk_', '[a-zA-Z\\d]{5,6}_[a-zA-Z\\d]{60,70}', { entropy: 3 }),
  named('cohere-api-token', ['cohere', 'co api key'], '[a-zA-Z\\d]{40}', { entropy: 4 }),
  named('mistral-api-key', 'mistral', '[a-zA-Z\\d]{32}', { entropy: 3.5 }),
  named('together-api-key', 'together', '[a-f\\d]{64}', { entropy: 3 }),
  named('privateai-api-token', ['privateai', 'private ai'], '[a-z\\d]{32}', { entropy: 3 }),
];
