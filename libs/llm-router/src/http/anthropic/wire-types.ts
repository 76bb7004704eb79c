/**
 * Requests of Anthropic's Messages API, as far as they are read here. Source: the types of `@anthropic-ai/sdk` 1.12 and
 * the API reference at platform.claude.com.
 */

import type { ProviderPreferences } from '../../contracts/provider-preferences.js';

interface Marked {
  readonly cache_control?: unknown;
}

export interface TextBlock extends Marked {
  readonly type: 'text';
  readonly text: string;
}

type Base64Source = { readonly type: 'base64'; readonly media_type: string; readonly data: string };
type UrlSource = { readonly type: 'url'; readonly url: string };

export interface ImageBlock extends Marked {
  readonly type: 'image';
  readonly source: Base64Source | UrlSource;
}

export interface DocumentBlock extends Marked {
  readonly type: 'document';
  readonly title?: string | null;
  readonly source:
    | Base64Source
    | UrlSource
    | { readonly type: 'text'; readonly data: string }
    | { readonly type: 'content'; readonly content: string | readonly (TextBlock | ImageBlock)[] };
}

export interface ToolResultBlock extends Marked {
  readonly type: 'tool_result';
  readonly tool_use_id: string;
  readonly content?: string | readonly (TextBlock | ImageBlock | DocumentBlock)[] | null;
  readonly is_error?: boolean | null;
}

export type UserBlock = TextBlock | ImageBlock | DocumentBlock | ToolResultBlock;

export type AssistantBlock =
  | TextBlock
  | {
      readonly type: 'tool_use';
      readonly id: string;
      readonly name: string;
      readonly input: unknown;
      readonly extra_content?: Record<string, unknown>;
    }
  | { readonly type: 'thinking'; readonly thinking: string; readonly signature?: string | null }
  | { readonly type: 'redacted_thinking'; readonly data: string };

export type MessageTurn =
  | { readonly role: 'user'; readonly content: string | readonly UserBlock[] }
  | { readonly role: 'assistant'; readonly content: string | readonly AssistantBlock[] }
  | { readonly role: 'system'; readonly content: string | readonly TextBlock[] };

export interface MessageTool extends Marked {
  readonly name: string;
  readonly description?: string | null;
  readonly input_schema: Record<string, unknown>;
  readonly strict?: boolean | null;
}

export interface MessageRequest {
  readonly model?: string;
  /** This and `provider` are not Anthropic's: they are for the router. */
  readonly models?: readonly string[] | null;
  readonly provider?: ProviderPreferences | null;
  readonly messages: readonly MessageTurn[];
  readonly max_tokens?: number;
  readonly system?: string | readonly TextBlock[] | null;
  readonly temperature?: number | null;
  readonly top_p?: number | null;
  readonly top_k?: number | null;
  readonly stop_sequences?: readonly string[] | null;
  readonly tools?: readonly MessageTool[] | null;
  readonly tool_choice?: {
    readonly type: 'auto' | 'any' | 'none' | 'tool';
    readonly name?: string;
    readonly disable_parallel_tool_use?: boolean;
  };
  readonly thinking?: { readonly type: string; readonly budget_tokens?: number };
  readonly output_config?: {
    readonly effort?: string | null;
    readonly format?: { readonly schema: Record<string, unknown> };
  } | null;
  readonly metadata?: { readonly user_id?: string | null } | null;
  readonly service_tier?: 'auto' | 'standard_only' | null;
  readonly stream?: boolean | null;
}
