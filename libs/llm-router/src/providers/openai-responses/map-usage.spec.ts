import { NO_USAGE } from '../../contracts/token-usage.js';
import { describeUsageMapping } from '../usage-mapping.fixture.js';
import { mapUsage } from './map-usage.js';

const WHOLE = {
  input_tokens: 100,
  input_tokens_details: {
    cached_tokens: 40,
    cache_write_tokens: 20,
    cache_write_tokens_details: { ttl_30m_tokens: 15, ttl_12h_tokens: 5 },
  },
  output_tokens: 50,
  output_tokens_details: { reasoning_tokens: 25 },
};

describe('usage of the Responses API', () => {
  describeUsageMapping({
    map: mapUsage,
    whole: WHOLE,
    optional: ['input_tokens_details', 'output_tokens_details'],
  });

  it('keeps the classes apart', () => {
    expect(mapUsage(WHOLE)).toEqual({
      ...NO_USAGE,
      input: 40,
      cacheRead: 40,
      cacheWrite: 15,
      cacheWriteLong: 5,
      output: 25,
      reasoning: 25,
    });
  });
});
