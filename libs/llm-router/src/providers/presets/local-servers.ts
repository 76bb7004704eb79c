import type { ChatQuirks } from '../openai-chat/chat-quirks.js';

/** A server for models on one's own machines that speaks OpenAI's Chat Completions dialect. */
export interface LocalServer {
  readonly id: string;
  /** Without the version. */
  readonly baseUrl: string;
  readonly quirks: ChatQuirks;
}

const OPENAI_ONLY = [
  'audio',
  'modalities',
  'prediction',
  'store',
  'verbosity',
  'web_search_options',
  'metadata',
  'service_tier',
];

/** As the projects' own documents say (November 2026). */
export const LOCAL_SERVERS = {
  /** https://docs.ollama.com/openai */
  ollama: {
    id: 'ollama',
    baseUrl: 'http://127.0.0.1:11434',
    quirks: {
      tokenLimit: 'max_tokens',
      developerAsSystem: true,
      capabilities: { promptCacheMarkers: false },
      unsupported: [
        {
          names: ['n', 'user', 'tool_choice', 'parallel_tool_calls', 'logit_bias', ...OPENAI_ONLY],
        },
      ],
    },
  },
  /** https://docs.vllm.ai/en/latest/serving/openai_compatible_server */
  vllm: {
    id: 'vllm',
    baseUrl: 'http://127.0.0.1:8000',
    quirks: {
      capabilities: { promptCacheMarkers: false },
      unsupported: [{ names: ['user', 'parallel_tool_calls', ...OPENAI_ONLY] }],
    },
  },
  /** https://lmstudio.ai/docs/developer/openai-compat/chat-completions */
  lmStudio: {
    id: 'lm-studio',
    baseUrl: 'http://127.0.0.1:1234',
    quirks: {
      tokenLimit: 'max_tokens',
      developerAsSystem: true,
      responseFormat: 'json_schema',
      capabilities: { promptCacheMarkers: false },
      unsupported: [
        {
          names: ['n', 'user', 'parallel_tool_calls', 'logprobs', 'top_logprobs', ...OPENAI_ONLY],
        },
      ],
    },
  },
  /** https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md */
  llamaCpp: {
    id: 'llama-cpp',
    baseUrl: 'http://127.0.0.1:8080',
    quirks: {
      tokenLimit: 'max_tokens',
      developerAsSystem: true,
      capabilities: { promptCacheMarkers: false },
      unsupported: [{ names: ['user', ...OPENAI_ONLY] }],
    },
  },
} as const satisfies Record<string, LocalServer>;
