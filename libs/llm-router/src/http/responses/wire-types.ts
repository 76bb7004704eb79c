/** Requests of OpenAI's Responses API, as far as they are read. Source: the types of `openai` 7.57. */

import type { ProviderPreferences } from '../../contracts/provider-preferences.js';

export type InputPart =
  | { readonly type: 'input_text' | 'output_text' | 'summary_text'; readonly text: string }
  | {
      readonly type: 'input_image';
      readonly image_url: string;
      readonly detail?: 'auto' | 'low' | 'high' | null;
    }
  | {
      readonly type: 'input_file';
      readonly file_data?: string | null;
      readonly file_url?: string | null;
      readonly file_id?: string | null;
      readonly filename?: string | null;
    }
  | { readonly type: 'refusal'; readonly refusal: string };

export interface MessageItem {
  readonly type?: 'message';
  readonly role: 'user' | 'assistant' | 'system' | 'developer';
  readonly content: string | readonly InputPart[];
}

export interface ReasoningItem {
  readonly type: 'reasoning';
  readonly summary?: readonly { readonly text: string }[] | null;
  readonly encrypted_content?: string | null;
}

export interface FunctionCallItem {
  readonly type: 'function_call';
  readonly call_id: string;
  readonly name: string;
  readonly arguments: string;
  readonly extra_content?: Record<string, unknown>;
}

export interface FunctionCallOutputItem {
  readonly type: 'function_call_output';
  readonly call_id: string;
  readonly output: string | readonly InputPart[];
}

export type InputItem = MessageItem | ReasoningItem | FunctionCallItem | FunctionCallOutputItem;

export interface FunctionTool {
  readonly type: 'function';
  readonly name: string;
  readonly description?: string | null;
  readonly parameters?: Record<string, unknown> | null;
  readonly strict?: boolean | null;
}

export type TextFormat =
  | { readonly type: 'text' | 'json_object' }
  | {
      readonly type: 'json_schema';
      readonly name: string;
      readonly schema: Record<string, unknown>;
      readonly description?: string | null;
      readonly strict?: boolean | null;
    };

export interface ResponseRequest {
  readonly model?: string;
  /** This and `provider` are not OpenAI's: they are for the router. */
  readonly models?: readonly string[] | null;
  readonly provider?: ProviderPreferences | null;
  readonly input: string | readonly InputItem[];
  readonly instructions?: string | null;
  readonly previous_response_id?: string | null;
  readonly store?: boolean | null;
  readonly stream?: boolean | null;
  readonly include?: readonly string[] | null;
  readonly max_output_tokens?: number | null;
  readonly temperature?: number | null;
  readonly top_p?: number | null;
  readonly tools?: readonly FunctionTool[] | null;
  readonly tool_choice?:
    'none' | 'auto' | 'required' | { readonly type: 'function'; readonly name: string } | null;
  readonly parallel_tool_calls?: boolean | null;
  readonly reasoning?: { readonly effort?: string | null; readonly summary?: string | null } | null;
  readonly text?: { readonly format?: TextFormat; readonly verbosity?: string | null } | null;
  readonly metadata?: Record<string, string> | null;
  readonly user?: string | null;
  readonly safety_identifier?: string | null;
  readonly prompt_cache_key?: string | null;
  readonly service_tier?: string | null;
  readonly truncation?: string | null;
}
