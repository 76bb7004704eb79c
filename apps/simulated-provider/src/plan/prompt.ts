import type { JsonObject } from '../json-object.js';

export interface PromptTool {
  readonly name: string;
  readonly schema: JsonObject;
}

/** What a request asks for, in no vendor's words: all that planning a reply needs. */
export interface Prompt {
  readonly model: string;
  readonly promptTokens: number;
  readonly lastUserText: string;
  /** The result of a tool, when the conversation ends with one. */
  readonly toolResult?: string | undefined;
  readonly tools: readonly PromptTool[];
  readonly toolChoice: 'auto' | 'none' | 'required' | { readonly name: string };
  readonly parallelTools: boolean;
  readonly maxTokens?: number | undefined;
  readonly stop: readonly string[];
  /** JSON is wanted: any object (`true`) or one of this schema. */
  readonly json?: JsonObject | true | undefined;
  readonly thinking: boolean;
  readonly choices: number;
}
