import type { LanguageModelV4Usage } from '@ai-sdk/provider';
import { EVERY_CLASS } from '../contracts/every-class.fixture.js';
import { encodeUsage } from './encode-outcome.js';

it('tells the classes of the AI SDK, and loses no token', () => {
  const usage: LanguageModelV4Usage = encodeUsage(EVERY_CLASS);
  expect(usage).toEqual({
    inputTokens: { total: 63, noCache: 1 + 16 + 32, cacheRead: 2, cacheWrite: 4 + 8 },
    outputTokens: { total: 960, text: 64 + 256 + 512, reasoning: 128 },
  });
});
