/** A part of a message's content. Unknown kinds pass through to providers that speak the same dialect. */
export type ContentPart =
  | { type: 'text'; text: string; [extra: string]: unknown }
  | {
      type: 'image_url';
      image_url: { url: string; detail?: 'auto' | 'low' | 'high' };
      [extra: string]: unknown;
    }
  | { type: 'refusal'; refusal: string; [extra: string]: unknown }
  | {
      type: 'input_audio';
      input_audio: { data: string; format: string };
      [extra: string]: unknown;
    }
  | {
      type: 'file';
      file: { file_data?: string; file_id?: string; filename?: string };
      [extra: string]: unknown;
    }
  /**
   * What the model thought in an earlier turn, handed back to the vendor that signed it. Only that vendor's encoder
   * sends it; every other one leaves it out.
   */
  | {
      type: 'reasoning';
      text: string;
      /** The vendor's proof that the text is its own. */
      signature?: string;
      /** The thought in a form that only the vendor can read, instead of `text`. */
      redacted?: string;
      /** The dialect of the vendor that signed it, as its reply part tells it. Left out: any vendor that takes signed thoughts may be sent it. */
      signed_by?: string;
    };

/** A call of a function that the model asks for; `arguments` is JSON text as the model wrote it. */
export interface ToolCall {
  id: string;
  type: 'function';
  function: { name: string; arguments: string };
  /** What the vendor wants back with the call, e.g. `{google: {thought_signature}}`; other vendors are not sent it. */
  extra_content?: Record<string, unknown>;
}

/** One turn of the conversation, in the field names of OpenAI's Chat Completions API. */
export type ChatMessage =
  | {
      role: 'system' | 'developer' | 'user';
      content: string | ContentPart[];
      name?: string;
      [extra: string]: unknown;
    }
  | {
      role: 'assistant';
      content?: string | ContentPart[] | null;
      name?: string;
      refusal?: string | null;
      tool_calls?: ToolCall[];
      [extra: string]: unknown;
    }
  | {
      role: 'tool';
      content: string | ContentPart[];
      tool_call_id: string;
      [extra: string]: unknown;
    };
