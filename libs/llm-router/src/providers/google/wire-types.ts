/**
 * Google's Gemini API, as far as it is spoken here: what is sent has exact types, what is received is `unknown` until
 * it was looked at. Source: the reference of `models.generateContent` at ai.google.dev/api, and its guides "Thinking",
 * "Thought signatures" and "Function calling".
 */

export interface WirePart {
  readonly text?: string;
  /** The text is a thought. */
  readonly thought?: true;
  readonly thoughtSignature?: string;
  readonly inlineData?: { readonly mimeType: string; readonly data: string };
  readonly fileData?: { readonly mimeType?: string; readonly fileUri: string };
  readonly functionCall?: { readonly id: string; readonly name: string; readonly args: unknown };
  readonly functionResponse?: {
    readonly id: string;
    readonly name: string;
    readonly response: unknown;
  };
}

export interface WireContent {
  readonly role: 'user' | 'model';
  readonly parts: WirePart[];
}

export interface WireFunction {
  readonly name: string;
  readonly description?: string;
  readonly parametersJsonSchema?: unknown;
}

export interface WireThinking {
  readonly includeThoughts?: boolean;
  readonly thinkingBudget?: number;
  readonly thinkingLevel?: string;
}

export interface WireGenerationConfig {
  readonly maxOutputTokens?: number;
  readonly temperature?: number;
  readonly topP?: number;
  readonly topK?: number;
  readonly stopSequences?: readonly string[];
  readonly candidateCount?: number;
  readonly seed?: number;
  readonly presencePenalty?: number;
  readonly frequencyPenalty?: number;
  readonly responseMimeType?: 'application/json';
  readonly responseJsonSchema?: unknown;
  readonly thinkingConfig?: WireThinking;
}

export interface WireRequest {
  readonly contents: readonly WireContent[];
  readonly systemInstruction?: { readonly parts: readonly WirePart[] };
  readonly tools?: readonly [{ readonly functionDeclarations: readonly WireFunction[] }];
  readonly toolConfig?: {
    readonly functionCallingConfig: {
      readonly mode: 'AUTO' | 'ANY' | 'NONE';
      readonly allowedFunctionNames?: readonly string[];
    };
  };
  readonly generationConfig?: WireGenerationConfig;
  readonly safetySettings?: unknown;
  readonly cachedContent?: unknown;
}

/** A whole answer, or one event of a stream. */
export interface WireResponse {
  readonly responseId?: unknown;
  readonly modelVersion?: unknown;
  readonly candidates?: unknown;
  readonly promptFeedback?: unknown;
  readonly usageMetadata?: unknown;
  readonly error?: unknown;
}
