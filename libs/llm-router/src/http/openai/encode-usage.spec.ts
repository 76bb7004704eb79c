import type OpenAI from 'openai';
import { EVERY_CLASS } from '../../contracts/every-class.fixture.js';
import { encodeUsage } from './encode-usage.js';

it('tells every class that OpenAI has a place for, and the totals of all', () => {
  const usage: OpenAI.CompletionUsage = encodeUsage(EVERY_CLASS);
  expect(usage).toEqual({
    prompt_tokens: 63,
    prompt_tokens_details: {
      cached_tokens: 2,
      cache_write_tokens: 4 + 8,
      audio_tokens: 16,
      image_tokens: 32,
    },
    completion_tokens: 64 + 128 + 256 + 512,
    completion_tokens_details: { reasoning_tokens: 128, audio_tokens: 256 },
    total_tokens: 1_023,
  });
});
