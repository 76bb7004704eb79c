import type { AnswerBody } from './answer-body.js';
import { replyFacts } from './http-answer.js';

const body = {} as AnswerBody;

describe('what a reply tells of its answer', () => {
  it("is the key's alias and the rate limits, and no other header", () => {
    const headers = {
      'x-ratelimit-remaining-requests': '59',
      'anthropic-ratelimit-tokens-reset': '2026-01-01T00:00:00Z',
      'x-ratelimit-limit-tokens': 'é',
      'x-ratelimit-secret': 'a',
      'set-cookie': ['b=c'],
      'openai-organization': 'acme',
    };
    expect(replyFacts({ status: 200, headers, body, credential: 'first' })).toEqual({
      credential: 'first',
      rateLimit: {
        'x-ratelimit-remaining-requests': '59',
        'anthropic-ratelimit-tokens-reset': '2026-01-01T00:00:00Z',
      },
    });
  });

  it('is nothing where there is none', () => {
    expect(replyFacts({ status: 200, headers: { server: 'nginx' }, body })).toEqual({});
  });
});
