/**
 * The parts of OpenAI's Responses API that are written and read; what is read is `unknown` until it was looked at.
 * Source: the API reference, "Create a model response" and "Streaming events", and the types of its SDK (openai 7.57).
 */

export type WireContent =
  | { readonly type: 'input_text'; readonly text: string }
  | { readonly type: 'input_image'; readonly image_url: string; readonly detail: string }
  | {
      readonly type: 'input_file';
      readonly file_data?: string;
      readonly file_id?: string;
      readonly filename?: string;
    };

export type WireInput =
  | {
      readonly type: 'message';
      readonly role: 'system' | 'developer' | 'user' | 'assistant';
      readonly content: string | readonly WireContent[];
    }
  | {
      readonly type: 'reasoning';
      readonly summary: readonly { readonly type: 'summary_text'; readonly text: string }[];
      readonly encrypted_content: string;
    }
  | {
      readonly type: 'function_call';
      readonly call_id: string;
      readonly name: string;
      readonly arguments: string;
    }
  | {
      readonly type: 'function_call_output';
      readonly call_id: string;
      readonly output: string | readonly WireContent[];
    };

export interface WireRequest {
  readonly model: string;
  readonly input: readonly WireInput[];
  readonly store: boolean;
  readonly instructions?: string;
  readonly stream?: true;
  readonly include?: readonly string[];
  readonly [field: string]: unknown;
}

/** An event of a stream, or the whole `response` object. */
export interface WireEvent {
  readonly type?: unknown;
  readonly response?: unknown;
  readonly item?: unknown;
  readonly output_index?: unknown;
  readonly delta?: unknown;
  /** Azure's name for what OpenAI says in the event itself. */
  readonly error?: unknown;
}

export interface WireResponse {
  readonly id?: unknown;
  readonly model?: unknown;
  readonly created_at?: unknown;
  readonly service_tier?: unknown;
  readonly status?: unknown;
  readonly incomplete_details?: unknown;
  readonly error?: unknown;
  readonly output?: unknown;
  readonly usage?: unknown;
}
