import type { ChatQuirks } from '../openai-chat/chat-quirks.js';

/** A vendor that serves models over OpenAI's Chat Completions dialect. */
export interface HostedVendor {
  readonly id: string;
  readonly baseUrl: string;
  /** Null: no price book knows it. */
  readonly priceBookId: string | null;
  /** The environment variable in which its key customarily is. */
  readonly keyVariable: string;
  /** Null: it does not list its models. Default `/models`. */
  readonly modelsPath?: null;
  /** Default false. */
  readonly openEnded?: boolean;
  readonly quirks?: ChatQuirks;
}

/** What OpenAI's hosted features need and other vendors do not have. */
const OPENAI_ONLY = [
  'audio',
  'modalities',
  'prediction',
  'store',
  'verbosity',
  'web_search_options',
];
const LOG_PROBABILITIES = ['logprobs', 'top_logprobs'];
const PENALTIES = ['presence_penalty', 'frequency_penalty'];

/** As the vendors' own API references say (November 2026); ids in the price book are those of `@pydantic/genai-prices`. */
export const HOSTED_VENDORS = {
  /** https://openrouter.ai/docs/api-reference/overview */
  openrouter: {
    id: 'openrouter',
    baseUrl: 'https://openrouter.ai/api/v1',
    priceBookId: 'openrouter',
    keyVariable: 'OPENROUTER_API_KEY',
    openEnded: true,
  },
  /** https://console.groq.com/docs/openai, "Currently Unsupported OpenAI Features" */
  groq: {
    id: 'groq',
    baseUrl: 'https://api.groq.com/openai/v1',
    priceBookId: 'groq',
    keyVariable: 'GROQ_API_KEY',
    quirks: {
      tokenLimit: 'max_completion_tokens',
      strictMessages: true,
      nameless: true,
      developerAsSystem: true,
      capabilities: { embeddings: false },
      unsupported: [
        {
          names: [
            'n',
            'logit_bias',
            'metadata',
            ...LOG_PROBABILITIES,
            ...PENALTIES,
            ...OPENAI_ONLY,
          ],
        },
      ],
    },
  },
  /** https://docs.together.ai/reference/chat-completions-1 */
  together: {
    id: 'together',
    baseUrl: 'https://api.together.xyz/v1',
    priceBookId: 'together',
    keyVariable: 'TOGETHER_API_KEY',
    quirks: {
      tokenLimit: 'max_tokens',
      strictMessages: true,
      developerAsSystem: true,
      unsupported: [
        { names: ['parallel_tool_calls', 'metadata', 'service_tier', 'user', ...OPENAI_ONLY] },
      ],
    },
  },
  /** https://docs.fireworks.ai/api-reference/post-chatcompletions */
  fireworks: {
    id: 'fireworks',
    baseUrl: 'https://api.fireworks.ai/inference/v1',
    priceBookId: 'fireworks',
    keyVariable: 'FIREWORKS_API_KEY',
    quirks: {
      tokenLimit: 'max_tokens',
      strictMessages: true,
      developerAsSystem: true,
      unsupported: [{ names: ['service_tier', ...OPENAI_ONLY] }],
    },
  },
  /** https://api-docs.deepseek.com/api/create-chat-completion and its guide "Thinking Mode" */
  deepseek: {
    id: 'deepseek',
    baseUrl: 'https://api.deepseek.com/v1',
    priceBookId: 'deepseek',
    keyVariable: 'DEEPSEEK_API_KEY',
    quirks: {
      tokenLimit: 'max_tokens',
      developerAsSystem: true,
      responseFormat: 'json_object',
      reasoningContent: true,
      capabilities: { images: false, promptCacheMarkers: false, embeddings: false },
      unsupported: [
        {
          names: [
            'n',
            'seed',
            'logit_bias',
            'parallel_tool_calls',
            'metadata',
            'service_tier',
            'user',
            ...OPENAI_ONLY,
          ],
        },
        {
          names: ['temperature', 'top_p', ...PENALTIES, ...LOG_PROBABILITIES],
          models: /^deepseek-reasoner/,
        },
      ],
    },
  },
  /** https://docs.mistral.ai/api/#tag/chat; it refuses every field that it does not know. */
  mistral: {
    id: 'mistral',
    baseUrl: 'https://api.mistral.ai/v1',
    priceBookId: 'mistral',
    keyVariable: 'MISTRAL_API_KEY',
    quirks: {
      tokenLimit: 'max_tokens',
      renamed: { seed: 'random_seed' },
      strictMessages: true,
      nameless: true,
      developerAsSystem: true,
      shortToolCallIds: true,
      noStreamOptions: true,
      unsupported: [
        {
          names: [
            'logit_bias',
            'service_tier',
            'user',
            ...LOG_PROBABILITIES,
            ...OPENAI_ONLY,
          ].filter((it) => it !== 'prediction'),
        },
      ],
    },
  },
  /** https://docs.x.ai/docs/guides/reasoning: reasoning models refuse penalties, `stop` and, Grok 4, an effort. */
  xai: {
    id: 'xai',
    baseUrl: 'https://api.x.ai/v1',
    priceBookId: 'x-ai',
    keyVariable: 'XAI_API_KEY',
    quirks: {
      tokenLimit: 'max_completion_tokens',
      strictMessages: true,
      capabilities: { embeddings: false },
      unsupported: [
        { names: ['logit_bias', 'metadata', 'service_tier', ...OPENAI_ONLY] },
        { names: [...PENALTIES, 'stop'], models: /^grok-(3-mini|4|code)(?!.*non-reasoning)/ },
        { names: ['reasoning_effort'], models: /^grok-(4(-0709|-latest)?|code-fast.*)$/ },
      ],
    },
  },
  /** https://docs.perplexity.ai/api-reference/chat-completions-post; it lists no models. */
  perplexity: {
    id: 'perplexity',
    baseUrl: 'https://api.perplexity.ai',
    priceBookId: 'perplexity',
    keyVariable: 'PERPLEXITY_API_KEY',
    modelsPath: null,
    quirks: {
      tokenLimit: 'max_tokens',
      responseFormat: 'json_schema',
      strictMessages: true,
      developerAsSystem: true,
      alternatingTurns: true,
      capabilities: { tools: false, embeddings: false },
      unsupported: [
        {
          names: [
            'n',
            'seed',
            'stop',
            'logit_bias',
            'tools',
            'tool_choice',
            'parallel_tool_calls',
            'metadata',
            'service_tier',
            'user',
            ...LOG_PROBABILITIES,
            ...OPENAI_ONLY,
          ].filter((it) => it !== 'web_search_options'),
        },
      ],
    },
  },
  /** https://inference-docs.cerebras.ai/resources/openai, "Currently Unsupported OpenAI Features" */
  cerebras: {
    id: 'cerebras',
    baseUrl: 'https://api.cerebras.ai/v1',
    priceBookId: 'cerebras',
    keyVariable: 'CEREBRAS_API_KEY',
    quirks: {
      tokenLimit: 'max_completion_tokens',
      strictMessages: true,
      developerAsSystem: true,
      capabilities: { images: false, embeddings: false },
      unsupported: [
        {
          names: [
            'n',
            'logit_bias',
            'parallel_tool_calls',
            'metadata',
            'service_tier',
            ...PENALTIES,
            ...OPENAI_ONLY,
          ],
        },
      ],
    },
  },
  /** https://docs.api.nvidia.com/nim/reference/llm-apis; fields beyond the model's own schema are refused. */
  nvidia: {
    id: 'nvidia',
    baseUrl: 'https://integrate.api.nvidia.com/v1',
    priceBookId: null,
    keyVariable: 'NVIDIA_API_KEY',
    quirks: {
      tokenLimit: 'max_tokens',
      strictMessages: true,
      developerAsSystem: true,
      unsupported: [
        {
          names: [
            'n',
            'logit_bias',
            'parallel_tool_calls',
            'metadata',
            'service_tier',
            'user',
            ...OPENAI_ONLY,
          ],
        },
      ],
    },
  },
} as const satisfies Record<string, HostedVendor>;
