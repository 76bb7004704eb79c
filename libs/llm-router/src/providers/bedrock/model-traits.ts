import { DIALECT as ANTHROPIC } from '../anthropic/encode-content.js';

export const DIALECT = 'bedrock-converse';

/** What a model takes beside what Converse has for all. */
export interface BedrockTraits {
  readonly claude: boolean;
  /** Who signs its thoughts: Anthropic's signatures are good wherever a Claude is served. */
  readonly signer: string;
  readonly cacheMarks: boolean;
  /** How it is told to think: like a Claude, in the fields of its vendor, or not at all. */
  readonly thinking: 'claude' | 'openai' | 'nova' | 'none';
}

/** By the model's id, an inference profile's (`us.anthropic.…`) or an ARN that ends in one. */
export function traitsOf(model: string): BedrockTraits {
  const claude = model.includes('anthropic.') || model.includes('claude');
  return {
    claude,
    signer: claude ? ANTHROPIC : DIALECT,
    cacheMarks: claude || model.includes('amazon.nova'),
    thinking: claude
      ? 'claude'
      : model.includes('openai.')
        ? 'openai'
        : model.includes('amazon.nova-2')
          ? 'nova'
          : 'none',
  };
}
