/**
 * Anthropic's Messages API, as far as it is spoken here: what is sent has exact types, what is received is `unknown`
 * until it was looked at. Source: the API reference at platform.claude.com and the types of `@anthropic-ai/sdk` 1.12.
 */

export interface CacheControl {
  readonly type: 'ephemeral';
  readonly ttl?: '5m' | '1h';
}

export type WireSource =
  | { readonly type: 'base64'; readonly media_type: string; readonly data: string }
  | { readonly type: 'text'; readonly media_type: 'text/plain'; readonly data: string }
  | { readonly type: 'url'; readonly url: string };

export type WireBlock =
  | { readonly type: 'thinking'; readonly thinking: string; readonly signature: string }
  | { readonly type: 'redacted_thinking'; readonly data: string }
  | { readonly type: 'text'; readonly text: string; readonly cache_control?: CacheControl }
  | {
      readonly type: 'image' | 'document';
      readonly source: WireSource;
      readonly title?: string;
      readonly cache_control?: CacheControl;
    }
  | {
      readonly type: 'tool_use';
      readonly id: string;
      readonly name: string;
      readonly input: unknown;
    }
  | {
      readonly type: 'tool_result';
      readonly tool_use_id: string;
      readonly content?: string | readonly WireBlock[];
    };

export interface WireTurn {
  readonly role: 'user' | 'assistant';
  readonly content: WireBlock[];
}

export interface WireTool {
  readonly name: string;
  readonly description?: string;
  readonly input_schema: Readonly<Record<string, unknown>>;
  readonly strict?: boolean;
  readonly cache_control?: CacheControl;
}

export type WireToolChoice =
  | { readonly type: 'none' }
  | { readonly type: 'auto' | 'any'; readonly disable_parallel_tool_use?: boolean }
  | { readonly type: 'tool'; readonly name: string; readonly disable_parallel_tool_use?: boolean };

export type WireThinking =
  { readonly type: 'adaptive' } | { readonly type: 'enabled'; readonly budget_tokens: number };

export interface WireRequest {
  readonly model: string;
  readonly max_tokens: number;
  readonly messages: readonly WireTurn[];
  readonly stream?: boolean;
  readonly system?: readonly WireBlock[];
  readonly stop_sequences?: readonly string[];
  readonly temperature?: number;
  readonly top_p?: number;
  readonly tools?: readonly WireTool[];
  readonly tool_choice?: WireToolChoice;
  readonly thinking?: unknown;
  readonly output_config?: {
    readonly effort?: string;
    readonly format?: { readonly type: 'json_schema'; readonly schema: unknown };
  };
  readonly metadata?: { readonly user_id: string };
  readonly service_tier?: 'auto' | 'standard_only';
}

/** An event of a stream, told by `type`. */
export interface WireEvent {
  readonly type?: unknown;
  readonly index?: unknown;
  readonly message?: unknown;
  readonly content_block?: unknown;
  readonly delta?: unknown;
  readonly usage?: unknown;
  readonly error?: unknown;
}

/** A whole answer, or the empty one that begins a stream. */
export interface WireMessage {
  readonly type?: unknown;
  readonly id?: unknown;
  readonly model?: unknown;
  readonly content?: unknown;
  readonly stop_reason?: unknown;
  readonly usage?: unknown;
}
