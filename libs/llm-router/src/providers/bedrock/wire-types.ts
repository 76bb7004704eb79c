/**
 * Amazon Bedrock's Converse API, as far as it is spoken here: what is sent has exact types, what is received is
 * `unknown` until it was looked at. Source: the "Amazon Bedrock Runtime" API reference, `Converse` and `ConverseStream`.
 */

export interface WireCachePoint {
  readonly cachePoint: { readonly type: 'default'; readonly ttl?: '5m' | '1h' };
}

/** Bytes are base64 in JSON. */
export type WireSource =
  { readonly bytes: string } | { readonly s3Location: { readonly uri: string } };

export type WireBlock =
  | WireCachePoint
  | { readonly text: string }
  | { readonly image: { readonly format: string; readonly source: WireSource } }
  | {
      readonly document: {
        readonly format: string;
        readonly name: string;
        readonly source: WireSource;
      };
    }
  | {
      readonly reasoningContent:
        | { readonly reasoningText: { readonly text: string; readonly signature: string } }
        | { readonly redactedContent: string };
    }
  | {
      readonly toolUse: {
        readonly toolUseId: string;
        readonly name: string;
        readonly input: unknown;
      };
    }
  | { readonly toolResult: { readonly toolUseId: string; readonly content: readonly WireBlock[] } };

export interface WireTurn {
  readonly role: 'user' | 'assistant';
  readonly content: WireBlock[];
}

export interface WireToolSpec {
  readonly toolSpec: {
    readonly name: string;
    readonly description?: string;
    readonly inputSchema: { readonly json: unknown };
    readonly strict?: true;
  };
}

export interface WireToolConfig {
  readonly tools: readonly (WireToolSpec | WireCachePoint)[];
  readonly toolChoice?:
    | { readonly auto: object }
    | { readonly any: object }
    | { readonly tool: { readonly name: string } };
}

export interface WireOutputConfig {
  readonly textFormat: {
    readonly type: 'json_schema';
    readonly structure: {
      readonly jsonSchema: {
        /** As JSON text. */
        readonly schema: string;
        readonly name: string;
        readonly description?: string;
      };
    };
  };
}

export interface WireRequest {
  readonly messages: readonly WireTurn[];
  readonly system?: readonly WireBlock[];
  readonly inferenceConfig?: {
    readonly maxTokens?: number;
    readonly temperature?: number;
    readonly topP?: number;
    readonly stopSequences?: readonly string[];
  };
  readonly toolConfig?: WireToolConfig;
  readonly outputConfig?: WireOutputConfig;
  readonly additionalModelRequestFields?: Readonly<Record<string, unknown>>;
  readonly requestMetadata?: Readonly<Record<string, string>>;
  readonly guardrailConfig?: unknown;
  readonly performanceConfig?: unknown;
}
