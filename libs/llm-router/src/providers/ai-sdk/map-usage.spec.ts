import fc from 'fast-check';
import { inputTokens, outputTokens } from '../../contracts/token-usage.js';
import { describeUsageMapping } from '../usage-mapping.fixture.js';
import { mapUsage } from './map-usage.js';

const count = fc.nat({ max: 1_000_000 });

describe('usage of the AI SDK', () => {
  describe('v3 and v4', () => {
    describeUsageMapping({
      map: (wire) => mapUsage(wire, 'vendor'),
      whole: {
        inputTokens: { total: 100, cacheRead: 40, cacheWrite: 20 },
        outputTokens: { total: 50, reasoning: 25 },
      },
      optional: [],
    });
  });

  describe('v2', () => {
    describeUsageMapping({
      map: (wire) => mapUsage(wire, 'anthropic.messages'),
      whole: { inputTokens: 60, outputTokens: 50, cachedInputTokens: 40, reasoningTokens: 25 },
      optional: ['cachedInputTokens', 'reasoningTokens'],
    });
  });

  it('reads in the vendor’s own usage what has no place in theirs', () => {
    const inputTokens = { total: 100, noCache: 40, cacheRead: 30, cacheWrite: 30 };
    const outputTokens = { total: 50, text: 50, reasoning: 0 };
    const ofAnthropic = {
      cache_creation: { ephemeral_5m_input_tokens: 20, ephemeral_1h_input_tokens: 10 },
    };
    expect(
      mapUsage({ inputTokens, outputTokens, raw: ofAnthropic }, 'anthropic.messages'),
    ).toMatchObject({ input: 40, cacheWrite: 20, cacheWriteLong: 10, suspect: false });
    const ofOpenAi = {
      prompt_tokens_details: { audio_tokens: 25, image_tokens: 5 },
      completion_tokens_details: { audio_tokens: 30 },
    };
    expect(mapUsage({ inputTokens, outputTokens, raw: ofOpenAi }, 'openai.chat')).toMatchObject({
      input: 10,
      inputAudio: 25,
      inputImage: 5,
      output: 20,
      outputAudio: 30,
    });
  });

  it('keeps the totals of v3 and v4', () => {
    fc.assert(
      fc.property(
        count,
        count,
        count,
        count,
        count,
        (noCache, cacheRead, cacheWrite, text, reasoning) => {
          const usage = mapUsage(
            {
              inputTokens: {
                total: noCache + cacheRead + cacheWrite,
                noCache,
                cacheRead,
                cacheWrite,
              },
              outputTokens: { total: text + reasoning, text, reasoning },
            },
            'vendor',
          )!;
          expect(usage).toMatchObject({
            input: noCache,
            cacheRead,
            cacheWrite,
            output: text,
            reasoning,
          });
          expect(inputTokens(usage)).toBe(noCache + cacheRead + cacheWrite);
          expect(outputTokens(usage)).toBe(text + reasoning);
        },
      ),
    );
  });

  it('adds classes up where a total is missing', () => {
    expect(
      mapUsage({ inputTokens: { noCache: 1, cacheRead: 2 }, outputTokens: { text: 3 } }, 'vendor'),
    ).toMatchObject({ input: 1, cacheRead: 2, output: 3 });
  });

  it('knows whose v2 counts cached tokens beside the others', () => {
    const usage = { inputTokens: 10, outputTokens: 5, totalTokens: 15, cachedInputTokens: 4 };
    expect(mapUsage(usage, 'openai.chat')).toMatchObject({ input: 6, cacheRead: 4, output: 5 });
    expect(mapUsage(usage, 'anthropic.messages')).toMatchObject({
      input: 10,
      cacheRead: 4,
      output: 5,
    });
  });

  it.each([undefined, {}, { inputTokens: {}, outputTokens: {} }])('is unknown for %j', (usage) => {
    expect(mapUsage(usage, 'vendor')).toBeUndefined();
  });
});
