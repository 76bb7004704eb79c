import type { ProviderAdapter } from '../../contracts/provider-adapter.js';
import { OpenAiChatAdapter } from '../openai-chat/adapter.js';
import { OpenAiResponsesAdapter } from '../openai-responses/adapter.js';
import { TwoApisAdapter } from '../openai-responses/two-apis-adapter.js';
import { type ApiKey, type CommonProviderOptions, ProviderOptions } from '../provider-options.js';
import { needsResponses, OPENAI_QUIRKS, reasons } from './openai-models.js';
import { keyedVendorInit } from './vendor-init.js';

/** Options of `openai()`. */
export interface OpenAiOptions extends CommonProviderOptions {
  readonly apiKey: ApiKey;
  /** With the version. Default `https://api.openai.com/v1`. */
  readonly baseUrl?: string;
  /** Default `openai`. */
  readonly id?: string;
  /** Sent as `OpenAI-Organization`. Default: the key's own. */
  readonly organization?: string;
  /** Sent as `OpenAI-Project`. Default: the key's own. */
  readonly project?: string;
  /**
   * Which models are asked through the Responses API. `when-needed` (default): those that Chat Completions does not
   * serve, e.g. o1-pro, gpt-5-pro, Codex and deep research. `always`: all, which keeps the thoughts of reasoning models
   * over several turns. `never`: none.
   */
  readonly responses?: 'when-needed' | 'always' | 'never';
}

/** OpenAI. Throws a `ConfigurationError` for an illegal option. */
export function openai(options: OpenAiOptions): ProviderAdapter {
  const { organization, project, responses = 'when-needed' } = options;
  new ProviderOptions('openai').oneOf('responses', responses, ['when-needed', 'always', 'never']);
  const init = {
    ...keyedVendorInit('openai', {
      ...options,
      id: options.id ?? 'openai',
      baseUrl: options.baseUrl ?? 'https://api.openai.com/v1',
      headers: {
        ...(organization === undefined ? {} : { 'openai-organization': organization }),
        ...(project === undefined ? {} : { 'openai-project': project }),
        ...options.headers,
      },
    }),
    priceBookId: 'openai',
  };
  const chat = new OpenAiChatAdapter({ ...init, quirks: OPENAI_QUIRKS });
  if (responses === 'never') return chat;
  return new TwoApisAdapter(
    chat,
    new OpenAiResponsesAdapter({ ...init, reasons }),
    responses === 'always' ? () => true : needsResponses,
  );
}
