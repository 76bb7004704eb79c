/** What routing knows of a prompt without understanding it. */
export interface PromptProfile {
  /** Of all messages and tool definitions. */
  readonly characters: number;
  /** Tokens of the prompt: see `counted`. */
  readonly tokens: number;
  /** True: counted by a tokeniser. False: estimated, which is done where no candidate's limit is near. */
  readonly counted: boolean;
  readonly hasTools: boolean;
  readonly hasImages: boolean;
  readonly hasJsonSchema: boolean;
  readonly wantsReasoning: boolean;
  /** Completion tokens that the request allows; undefined where it sets no limit. */
  readonly maxOutputTokens: number | undefined;
}
