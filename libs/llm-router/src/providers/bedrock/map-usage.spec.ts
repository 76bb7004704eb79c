import { NO_USAGE } from '../../contracts/token-usage.js';
import { describeUsageMapping } from '../usage-mapping.fixture.js';
import { mapUsage } from './map-usage.js';

const WHOLE = {
  inputTokens: 100,
  outputTokens: 50,
  cacheReadInputTokens: 40,
  cacheWriteInputTokens: 30,
  cacheDetails: [
    { ttl: '1h', inputTokens: 10 },
    { ttl: '5m', inputTokens: 20 },
  ],
};

describe('usage of Converse', () => {
  describeUsageMapping({
    map: mapUsage,
    whole: WHOLE,
    optional: ['cacheReadInputTokens', 'cacheWriteInputTokens', 'cacheDetails'],
  });

  it('keeps writes of five minutes and of an hour apart', () => {
    expect(mapUsage(WHOLE)).toEqual({
      ...NO_USAGE,
      input: 100,
      cacheRead: 40,
      cacheWrite: 20,
      cacheWriteLong: 10,
      output: 50,
    });
    const { cacheDetails: _details, ...undetailed } = WHOLE;
    expect(mapUsage(undetailed)).toMatchObject({ cacheWrite: 30, cacheWriteLong: 0 });
  });

  it('takes a lifetime that it does not know for the usual one', () => {
    const cacheDetails = [{ ttl: '1d', inputTokens: 30 }];
    expect(mapUsage({ ...WHOLE, cacheDetails })).toMatchObject({
      cacheWrite: 30,
      cacheWriteLong: 0,
      suspect: false,
    });
  });
});
