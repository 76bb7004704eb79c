import type { ChatMessage } from './chat-message.js';
import type { ChatTool, ResponseFormat, ToolChoice } from './chat-tool.js';
import type { ProviderPreferences } from './provider-preferences.js';

/**
 * What a caller asks of a model, in the field names of OpenAI's Chat Completions API. Fields that are not listed
 * survive unchanged to a provider that speaks the same dialect.
 */
export interface ChatRequest {
  /**
   * A model (`openai/gpt-4.1-mini`), a bare model name (`gpt-4.1-mini`: any provider that has it), a tier
   * (`tier:cheap`) or an alias. Left out: the decorators decide, then `routing.defaultModel`.
   */
  model?: string;
  messages: ChatMessage[];
  /** Shorthand for `model: 'tier:<name>'`, for calls from code. */
  tier?: string;
  /** Models, tiers or aliases to try after `model`, in order. */
  models?: string[];
  /** Where the call may go, in the words of OpenRouter's API. */
  provider?: ProviderPreferences;
  max_tokens?: number | null;
  max_completion_tokens?: number | null;
  temperature?: number | null;
  top_p?: number | null;
  stop?: string | string[] | null;
  /** How many choices to produce; default 1. */
  n?: number | null;
  seed?: number | null;
  presence_penalty?: number | null;
  frequency_penalty?: number | null;
  tools?: ChatTool[];
  tool_choice?: ToolChoice;
  parallel_tool_calls?: boolean;
  response_format?: ResponseFormat;
  reasoning_effort?: string | null;
  /** An opaque id of the end user. */
  user?: string;
  metadata?: Record<string, string> | null;
  service_tier?: string | null;
  stream?: boolean | null;
  stream_options?: { include_usage?: boolean; [extra: string]: unknown } | null;
  [extra: string]: unknown;
}
