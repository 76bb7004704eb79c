import type Anthropic from '@anthropic-ai/sdk';
import { EVERY_CLASS } from '../../contracts/every-class.fixture.js';
import { encodeUsage } from './encode-usage.js';

it('tells writes by their lifetime, and loses no token', () => {
  const usage: Partial<Anthropic.Usage> = encodeUsage(EVERY_CLASS);
  expect(usage).toEqual({
    input_tokens: 1 + 16 + 32,
    cache_read_input_tokens: 2,
    cache_creation_input_tokens: 4 + 8,
    cache_creation: { ephemeral_5m_input_tokens: 4, ephemeral_1h_input_tokens: 8 },
    output_tokens: 64 + 128 + 256 + 512,
    output_tokens_details: { thinking_tokens: 128 },
  });
});
