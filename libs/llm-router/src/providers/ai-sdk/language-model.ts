/**
 * The specification of a language model of the AI SDK as far as it is used, by its shape: this package needs neither
 * `ai` nor `@ai-sdk/provider`. Source: `@ai-sdk/provider` 4.0, `LanguageModelV2`, `V3` and `V4`.
 */

export type SpecificationVersion = 'v2' | 'v3' | 'v4';

/** A language model of the AI SDK, e.g. `openai('gpt-4.1-mini')` of `@ai-sdk/openai`: specification v2, v3 or v4. */
export interface AiSdkLanguageModel {
  readonly specificationVersion: SpecificationVersion;
  /** E.g. `openai.chat`. */
  readonly provider: string;
  readonly modelId: string;
  /** `never`: each version has options of its own, and `encodeCall` writes those of the version. */
  doGenerate(options: never): PromiseLike<object>;
  doStream(options: never): PromiseLike<StreamResult>;
}

export interface StreamResult {
  readonly stream: { getReader(): PartReader };
  readonly response?: { readonly headers?: Readonly<Record<string, string>> };
}

export interface PartReader {
  read(): Promise<{ readonly done: boolean; readonly value?: unknown }>;
  cancel(reason?: unknown): Promise<unknown>;
}

/** Options or metadata by the name of the vendor that reads them. */
export type ByVendor = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export interface TextPart {
  readonly type: 'text';
  readonly text: string;
  readonly providerOptions?: ByVendor;
}

export interface ReasoningPart {
  readonly type: 'reasoning';
  readonly text: string;
  readonly providerOptions?: ByVendor;
}

/** v2 and v3: base64 text or a URL; v4: either with its kind. */
export type FileData = string | URL | { type: 'data'; data: string } | { type: 'url'; url: URL };

export interface FilePart {
  readonly type: 'file';
  readonly mediaType: string;
  readonly data: FileData;
  readonly filename?: string;
  readonly providerOptions?: ByVendor;
}

export interface ToolCallPart {
  readonly type: 'tool-call';
  readonly toolCallId: string;
  readonly toolName: string;
  readonly input: unknown;
  readonly providerOptions?: ByVendor;
}

export interface ToolResultPart {
  readonly type: 'tool-result';
  readonly toolCallId: string;
  readonly toolName: string;
  readonly output: { readonly type: 'text'; readonly value: string };
}

export type PromptMessage = { readonly providerOptions?: ByVendor } & (
  | { readonly role: 'system'; readonly content: string }
  | { readonly role: 'user'; readonly content: readonly (TextPart | FilePart)[] }
  | {
      readonly role: 'assistant';
      readonly content: readonly (TextPart | FilePart | ReasoningPart | ToolCallPart)[];
    }
  | { readonly role: 'tool'; readonly content: readonly ToolResultPart[] }
);

export type ToolChoiceOption =
  { type: 'auto' } | { type: 'none' } | { type: 'required' } | { type: 'tool'; toolName: string };

/** What `doGenerate` and `doStream` take; `reasoning` is of v4, `strict` of v3 and v4. */
export interface ModelCallOptions {
  readonly prompt: readonly PromptMessage[];
  readonly maxOutputTokens?: number;
  readonly temperature?: number;
  readonly stopSequences?: readonly string[];
  readonly topP?: number;
  readonly topK?: number;
  readonly presencePenalty?: number;
  readonly frequencyPenalty?: number;
  readonly seed?: number;
  readonly reasoning?: string;
  readonly responseFormat?: {
    readonly type: 'json';
    readonly schema?: Readonly<Record<string, unknown>>;
    readonly name?: string;
    readonly description?: string;
  };
  readonly tools?: readonly {
    readonly type: 'function';
    readonly name: string;
    readonly description?: string;
    readonly inputSchema: Readonly<Record<string, unknown>>;
    readonly strict?: boolean;
  }[];
  readonly toolChoice?: ToolChoiceOption;
  readonly abortSignal: AbortSignal;
  readonly headers?: Readonly<Record<string, string>>;
  readonly providerOptions?: ByVendor;
}
