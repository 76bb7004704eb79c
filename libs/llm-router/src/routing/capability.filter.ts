import type { CandidateFilter } from '../contracts/candidate-filter.js';
import type { Candidate } from '../contracts/candidate.js';
import type { ChatRequest } from '../contracts/chat-request.js';
import type { Exchange } from '../contracts/exchange.js';
import { LlmFilter } from '../plugin/plugin-markers.js';

/** Leaves out models that are known to lack what the request needs. What nobody declared does not exclude. */
@LlmFilter()
export class CapabilityFilter implements CandidateFilter {
  readonly id = 'capability';

  reject({ facts }: Candidate, { request }: Exchange): string | undefined {
    if (facts.tools === false && (request.tools?.length ?? 0) > 0) return 'it cannot call tools';
    if (facts.jsonSchema === false && request.response_format?.type === 'json_schema') {
      return 'it cannot answer by a JSON schema';
    }
    if (facts.vision === false && hasImage(request)) return 'it cannot see images';
    return undefined;
  }
}

function hasImage(request: ChatRequest): boolean {
  return request.messages.some(
    ({ content }) => Array.isArray(content) && content.some((part) => part.type === 'image_url'),
  );
}
