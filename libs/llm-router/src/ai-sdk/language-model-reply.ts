/** What a language model of specification v3 or v4 answers; the two versions agree on all that is written here. */

export interface ModelFinishReason {
  unified: 'stop' | 'length' | 'content-filter' | 'tool-calls' | 'error' | 'other';
  raw: string | undefined;
}

export interface ModelUsage {
  inputTokens: {
    total: number | undefined;
    noCache: number | undefined;
    cacheRead: number | undefined;
    cacheWrite: number | undefined;
  };
  outputTokens: {
    total: number | undefined;
    text: number | undefined;
    reasoning: number | undefined;
  };
}

/**
 * Under `llmRouter`: `callId`, `model`, `provider`, `cache`, `attempts`, `costUsd`; at reasoning
 * its `signature`, at tool calls their `extraContent`.
 */
export interface ModelMetadata {
  [vendor: string]: { [name: string]: string | number | null | undefined };
}

export interface ModelWarning {
  type: 'other';
  message: string;
}

export interface ToolCallContent {
  type: 'tool-call';
  toolCallId: string;
  toolName: string;
  /** JSON text. */
  input: string;
  providerMetadata?: ModelMetadata;
}

export type ModelContent =
  | { type: 'text'; text: string }
  | { type: 'reasoning'; text: string; providerMetadata?: ModelMetadata }
  | ToolCallContent;

export interface GenerateResult {
  content: ModelContent[];
  finishReason: ModelFinishReason;
  usage: ModelUsage;
  providerMetadata: ModelMetadata;
  response: { id: string; modelId: string; timestamp: Date };
  warnings: ModelWarning[];
}

export type ModelStreamPart =
  | { type: 'stream-start'; warnings: ModelWarning[] }
  | { type: 'response-metadata'; id: string; modelId: string; timestamp: Date }
  | { type: 'text-start'; id: string }
  | { type: 'text-delta'; id: string; delta: string }
  | { type: 'text-end'; id: string }
  | { type: 'reasoning-start'; id: string }
  | { type: 'reasoning-delta'; id: string; delta: string }
  | { type: 'reasoning-end'; id: string; providerMetadata?: ModelMetadata }
  | { type: 'tool-input-start'; id: string; toolName: string }
  | { type: 'tool-input-delta'; id: string; delta: string }
  | { type: 'tool-input-end'; id: string }
  | ToolCallContent
  | {
      type: 'finish';
      usage: ModelUsage;
      finishReason: ModelFinishReason;
      providerMetadata?: ModelMetadata;
    }
  | { type: 'error'; error: unknown };
