import { servedTier } from './served-tier.js';

it.each([
  ['OpenAI', { openai: { responseId: 'r', serviceTier: 'flex' } }, {}, 'flex'],
  ['Anthropic', { anthropic: { usage: { service_tier: 'batch' } } }, {}, 'batch'],
  ['the vendor’s own usage', undefined, { raw: { service_tier: 'priority' } }, 'priority'],
  ['one of several', { gateway: {}, openai: { serviceTier: 'flex' } }, {}, 'flex'],
])('is told by %s', (_who, metadata, usage, expected) => {
  expect(servedTier(metadata, usage)).toBe(expected);
});

it.each([undefined, null, 'x', {}, { openai: null }, { openai: { serviceTier: 7 } }])(
  'is not told by %j',
  (metadata) => {
    expect(servedTier(metadata, { raw: metadata })).toBeUndefined();
  },
);
