/**
 * The parts of the Chat Completions wire format that are read. Everything is `unknown` until it was looked at: the
 * dialect is spoken by dozens of vendors, each with an accent of its own.
 */

/** A streamed `chat.completion.chunk` or a whole `chat.completion`. */
export interface WireCompletion {
  readonly id?: unknown;
  readonly model?: unknown;
  readonly created?: unknown;
  readonly system_fingerprint?: unknown;
  readonly service_tier?: unknown;
  readonly choices?: unknown;
  readonly usage?: unknown;
  readonly error?: unknown;
}

/** `delta` in a stream, `message` in a document. */
export interface WireChoice {
  readonly index?: unknown;
  readonly delta?: unknown;
  readonly message?: unknown;
  readonly finish_reason?: unknown;
}

export interface WireMessage {
  /** Mistral's reasoning models send a list of parts. */
  readonly content?: unknown;
  readonly refusal?: unknown;
  /** DeepSeek, Moonshot, xAI, vLLM. */
  readonly reasoning_content?: unknown;
  /** OpenRouter, Groq, Ollama. */
  readonly reasoning?: unknown;
  readonly tool_calls?: unknown;
}

export interface WireToolCall {
  readonly index?: unknown;
  readonly id?: unknown;
  readonly function?: unknown;
}

export interface WireUsage {
  readonly prompt_tokens?: unknown;
  readonly completion_tokens?: unknown;
  readonly total_tokens?: unknown;
  readonly prompt_tokens_details?: unknown;
  readonly completion_tokens_details?: unknown;
  /** DeepSeek's name for cached prompt tokens. */
  readonly prompt_cache_hit_tokens?: unknown;
}
