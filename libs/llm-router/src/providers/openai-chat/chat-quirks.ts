import type { ProviderCapabilities } from '../../contracts/provider-capabilities.js';

/** Fields of the request that a vendor refuses or ignores: they are left out, and named in a warning. */
export interface ParameterRule {
  /** In OpenAI's spelling. */
  readonly names: readonly string[];
  /** The models that the rule is about. Default: all. */
  readonly models?: RegExp;
}

/** How a vendor's Chat Completions differ from what OpenAI's API reference says. Default: not at all. */
export interface ChatQuirks {
  /** What the limit of a reply is called there. Default: as the caller calls it. */
  readonly tokenLimit?: 'max_tokens' | 'max_completion_tokens';
  readonly unsupported?: readonly ParameterRule[];
  /** Fields that have another name there, by OpenAI's. */
  readonly renamed?: Readonly<Record<string, string>>;
  /** The only form of `response_format` beside `text`. Default: both are taken. */
  readonly responseFormat?: 'json_object' | 'json_schema';
  /** Fields in messages that OpenAI does not know are refused, so they are left out. Default: they survive. */
  readonly strictMessages?: boolean;
  /** Messages may not name their participants. */
  readonly nameless?: boolean;
  /** The role `developer` is sent as `system`. */
  readonly developerAsSystem?: boolean;
  /** Users and assistants must take turns, so neighbouring messages of one role become one. */
  readonly alternatingTurns?: boolean;
  /** Ids of tool calls must have nine letters and digits. */
  readonly shortToolCallIds?: boolean;
  /** `stream_options` is refused; the usage comes without being asked for. */
  readonly noStreamOptions?: boolean;
  /** Thoughts that led to a tool call are sent back as `reasoning_content`. */
  readonly reasoningContent?: boolean;
  /** Where they differ from those of the dialect. */
  readonly capabilities?: Partial<ProviderCapabilities>;
}

/** What the dialect carries where nothing else is declared. */
export function capabilitiesOf(quirks: ChatQuirks): ProviderCapabilities {
  return {
    streaming: true,
    tools: true,
    images: true,
    jsonSchema: quirks.responseFormat !== 'json_object',
    reasoning: true,
    reasoningSignatures: false,
    promptCacheMarkers: quirks.strictMessages !== true,
    embeddings: true,
    ...quirks.capabilities,
  };
}
