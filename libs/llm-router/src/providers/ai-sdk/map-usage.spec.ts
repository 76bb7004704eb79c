import fc from 'fast-check';
import { inputTokens, outputTokens } from '../../contracts/token-usage.js';
import { mapUsage } from './map-usage.js';

const count = fc.nat({ max: 1_000_000 });

describe('usage of the AI SDK', () => {
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

  it.each([undefined, {}, { inputTokens: {}, outputTokens: {} }, { inputTokens: -1 }])(
    'is unknown for %j',
    (usage) => {
      expect(mapUsage(usage, 'vendor')).toBeUndefined();
    },
  );
});
