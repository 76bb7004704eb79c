import { NO_USAGE } from '../../contracts/token-usage.js';
import { describeUsageMapping } from '../usage-mapping.fixture.js';
import { MessageUsage } from './map-usage.js';

const map = (wire: unknown) => new MessageUsage().merge(wire);
const WHOLE = {
  input_tokens: 100,
  cache_read_input_tokens: 40,
  cache_creation_input_tokens: 30,
  cache_creation: { ephemeral_5m_input_tokens: 20, ephemeral_1h_input_tokens: 10 },
  output_tokens: 50,
  output_tokens_details: { thinking_tokens: 35 },
};

describe('usage of the Messages API', () => {
  describeUsageMapping({
    map,
    whole: WHOLE,
    optional: [
      'cache_read_input_tokens',
      'cache_creation_input_tokens',
      'cache_creation',
      'output_tokens_details',
    ],
  });

  it('keeps writes of five minutes and of an hour apart', () => {
    expect(map(WHOLE)).toEqual({
      ...NO_USAGE,
      input: 100,
      cacheRead: 40,
      cacheWrite: 20,
      cacheWriteLong: 10,
      output: 15,
      reasoning: 35,
    });
  });

  it.each([
    ['only the total', 30, undefined, { cacheWrite: 30, cacheWriteLong: 0, suspect: false }],
    ['only the parts', undefined, [20, 10], { cacheWrite: 20, cacheWriteLong: 10 }],
    ['one part', 30, [undefined, 10], { cacheWrite: 20, cacheWriteLong: 10, suspect: false }],
    ['parts that exceed the total', 30, [20, 50], { cacheWrite: 0, cacheWriteLong: 30 }],
    ['parts that fall short of it', 30, [5, 10], { cacheWrite: 20, cacheWriteLong: 10 }],
  ])('reads writes of which %s is told', (_name, total, parts, expected) => {
    const usage = map({
      input_tokens: 1,
      cache_creation_input_tokens: total,
      cache_creation: parts && {
        ephemeral_5m_input_tokens: parts[0],
        ephemeral_1h_input_tokens: parts[1],
      },
    });
    expect(usage).toMatchObject(expected);
  });

  it('flags parts that disagree with the total', () => {
    for (const long of [9, 11]) {
      const cache_creation = { ...WHOLE.cache_creation, ephemeral_1h_input_tokens: long };
      expect(map({ ...WHOLE, cache_creation })?.suspect).toBe(true);
    }
  });

  it('keeps what the beginning told of lifetimes as the total grows', () => {
    const usage = new MessageUsage();
    usage.merge({ ...WHOLE, output_tokens: 1, output_tokens_details: null });
    expect(usage.merge({ cache_creation_input_tokens: 42, output_tokens: 60 })).toMatchObject({
      input: 100,
      cacheWrite: 32,
      cacheWriteLong: 10,
      output: 60,
      suspect: false,
    });
  });

  it('flags the whole message where one event of it told nonsense', () => {
    const usage = new MessageUsage();
    usage.merge({ input_tokens: -5 });
    expect(usage.merge({ input_tokens: 9, output_tokens: 4 })).toEqual({
      ...NO_USAGE,
      input: 9,
      output: 4,
      suspect: true,
    });
  });
});
