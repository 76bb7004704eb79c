/**
 * What the AI SDK asks of a language model, as far as it is read: the shapes of `LanguageModelV3CallOptions` and
 * `LanguageModelV4CallOptions` of `@ai-sdk/provider` 4.0, which is not imported.
 */
export interface LanguageModelCall {
  readonly prompt: readonly PromptMessage[];
  readonly maxOutputTokens?: number | undefined;
  readonly temperature?: number | undefined;
  readonly stopSequences?: string[] | undefined;
  readonly topP?: number | undefined;
  readonly topK?: number | undefined;
  readonly presencePenalty?: number | undefined;
  readonly frequencyPenalty?: number | undefined;
  readonly seed?: number | undefined;
  /** Of v4. */
  readonly reasoning?: string | undefined;
  readonly responseFormat?:
    | { readonly type: 'text' }
    | {
        readonly type: 'json';
        readonly schema?: object | undefined;
        readonly name?: string | undefined;
        readonly description?: string | undefined;
      }
    | undefined;
  readonly tools?: readonly CallTool[] | undefined;
  readonly toolChoice?:
    | { readonly type: 'auto' | 'none' | 'required' }
    | { readonly type: 'tool'; readonly toolName: string }
    | undefined;
  readonly abortSignal?: AbortSignal | undefined;
  readonly providerOptions?: ByVendor | undefined;
}

/** Options or metadata by the name of whom they are for. */
export type ByVendor = Record<string, Record<string, unknown>>;

export type CallTool =
  | {
      readonly type: 'function';
      readonly name: string;
      readonly description?: string | undefined;
      readonly inputSchema: object;
      readonly strict?: boolean | undefined;
    }
  | { readonly type: 'provider'; readonly id: string; readonly name: string };

export interface PromptMessage {
  readonly role: 'system' | 'user' | 'assistant' | 'tool';
  readonly content: string | readonly PromptPart[];
  readonly providerOptions?: ByVendor | undefined;
}

export type PromptPart =
  | {
      readonly type: 'text' | 'reasoning';
      readonly text: string;
      readonly providerOptions?: ByVendor | undefined;
    }
  | FilePart
  | {
      readonly type: 'tool-call';
      readonly toolCallId: string;
      readonly toolName: string;
      readonly input: unknown;
      readonly providerExecuted?: boolean | undefined;
      readonly providerOptions?: ByVendor | undefined;
    }
  | {
      readonly type: 'tool-result';
      readonly toolCallId: string;
      readonly output: ToolOutput;
    }
  | { readonly type: 'tool-approval-response' | 'custom' | 'reasoning-file' };

export interface FilePart {
  readonly type: 'file';
  readonly mediaType: string;
  readonly data: FileData;
  readonly filename?: string | undefined;
  readonly providerOptions?: ByVendor | undefined;
}

/** v3: bytes, base64 text or a URL; v4: either with its kind. */
export type FileData =
  | Uint8Array
  | string
  | URL
  | { readonly type: 'data'; readonly data: Uint8Array | string }
  | { readonly type: 'url'; readonly url: URL }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'reference'; readonly reference: object };

export type ToolOutput =
  | { readonly type: 'text' | 'error-text'; readonly value: string }
  | { readonly type: 'json' | 'error-json'; readonly value: unknown }
  | { readonly type: 'execution-denied'; readonly reason?: string | undefined }
  | { readonly type: 'content'; readonly value: readonly { readonly type: string }[] };
