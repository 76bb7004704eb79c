import type { Exchange } from '../contracts/exchange.js';
import type { PromptProfile } from '../contracts/prompt-profile.js';
import { PromptSize, promptSizeOf } from '../foundation/prompt-size.js';

type Asked = Pick<Exchange, 'request' | 'embedding'>;

/** Measures a prompt without understanding it, in one pass; its tokens are estimated. */
export function profileOf({ request, embedding }: Asked): PromptProfile {
  const size = promptSizeOf(request);
  const { tools, response_format: format } = request;
  if (embedding !== undefined) size.addInput(embedding.input);
  const effort = request.reasoning_effort ?? 'none';
  return {
    characters: size.characters,
    tokens: size.tokens,
    counted: false,
    hasTools: (tools?.length ?? 0) > 0,
    hasImages: size.images > 0,
    hasJsonSchema: format?.type === 'json_schema',
    wantsReasoning: effort !== 'none',
    maxOutputTokens: finite(request.max_completion_tokens ?? request.max_tokens),
  };
}

function finite(limit: number | null | undefined): number | undefined {
  return typeof limit === 'number' && Number.isFinite(limit) ? limit : undefined;
}

/** The tokens of a message, estimated. */
export function messageTokens(message: unknown): number {
  const size = new PromptSize();
  size.addMessage(message);
  return size.tokens;
}
