import type { CandidateFilter } from '../../contracts/candidate-filter.js';
import type { Candidate } from '../../contracts/candidate.js';
import type { ChatRequest } from '../../contracts/chat-request.js';
import type { RoutingContext } from '../../contracts/routing-context.js';
import { LlmFilter } from '../../plugin/plugin-markers.js';

/** Leaves out models that are known to lack what the request needs. What nobody declared does not exclude. */
@LlmFilter()
export class CapabilityFilter implements CandidateFilter {
  readonly id = 'capability';

  reject({ facts }: Candidate, { request, prompt, embedding }: RoutingContext): string | undefined {
    if (facts.tools === false && prompt.hasTools) return 'it cannot call tools';
    if (facts.jsonSchema === false && prompt.hasJsonSchema) {
      return 'it cannot answer by a JSON schema';
    }
    if (facts.reasoning === false && prompt.wantsReasoning) return 'it cannot reason';
    if (facts.vision === false) {
      if (prompt.hasImages) return 'it cannot see images';
      if (hasFile(request)) return 'it cannot read files';
    }
    const { maxOutputTokens: most, contextWindow: window } = facts;
    const output = prompt.maxOutputTokens ?? 0;
    if (most !== undefined && output > most) {
      return `it answers with ${most} tokens at most, and ${output} are asked for`;
    }
    // An embedding model's window is for each of its inputs.
    if (window === undefined || embedding !== undefined || prompt.tokens + output <= window) {
      return undefined;
    }
    const about = prompt.counted ? '' : 'about ';
    const answer = output === 0 ? '' : ` and the answer's ${output}`;
    return `its context window of ${window} tokens is too small for the prompt's ${about}${prompt.tokens}${answer}`;
  }
}

function hasFile({ messages }: ChatRequest): boolean {
  return messages.some(
    ({ content }) => Array.isArray(content) && content.some((part) => part.type === 'file'),
  );
}
