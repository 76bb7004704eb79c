import type { ContentOptions } from './content-options.js';

/**
 * Where master keys come from: an environment variable, a file or a text that holds `id:key` pairs (32 random bytes as
 * base64; the first wraps what is new), or a plugin marked with `@LlmKeyProvider()`, by its id.
 */
export type MasterKeySource =
  | { readonly env: string }
  | { readonly file: string }
  | { readonly text: string }
  | { readonly provider: string };

/** The options of `LlmSubjectsModule.forRoot()`. */
export interface LlmSubjectsOptions {
  /** Name of the TypeORM data source that holds contents and keys. Default: the one without a name. */
  readonly dataSource?: string;
  /** Default: the environment variable `LLM_ROUTER_MASTER_KEYS`. */
  readonly keys?: MasterKeySource;
  /** What is kept of prompts and replies. Default: nothing. */
  readonly content?: ContentOptions;
}
