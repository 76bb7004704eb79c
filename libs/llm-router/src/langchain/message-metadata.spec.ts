import { EVERY_CLASS } from '../contracts/every-class.fixture.js';
import { usageMetadata } from './message-metadata.js';

it('tells every class that LangChain has a place for, and the totals of all', () => {
  expect(usageMetadata(EVERY_CLASS)).toEqual({
    input_tokens: 63,
    input_token_details: { audio: 16, image: 32, cache_read: 2, cache_creation: 4 + 8 },
    output_tokens: 960,
    output_token_details: { audio: 256, image: 512, reasoning: 128 },
    total_tokens: 1_023,
  });
});
