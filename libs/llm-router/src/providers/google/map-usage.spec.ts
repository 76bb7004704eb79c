import fc from 'fast-check';
import { inputTokens, outputTokens } from '../../contracts/token-usage.js';
import { mapUsage } from './map-usage.js';
import { USAGE } from './wire.fixture.js';

it('keeps the classes apart', () => {
  expect(mapUsage(USAGE)).toEqual({
    input: 114,
    cacheRead: 100,
    cacheWrite: 0,
    inputAudio: 50,
    output: 30,
    reasoning: 46,
    outputAudio: 0,
    estimated: false,
  });
  expect(
    mapUsage({
      candidatesTokenCount: 9,
      toolUsePromptTokenCount: 4,
      candidatesTokensDetails: [{ modality: 'AUDIO', tokenCount: 7 }],
    }),
  ).toMatchObject({ input: 4, output: 2, outputAudio: 7 });
});

it('adds up to the totals, whatever the details say', () => {
  const count = fc.nat(1_000);
  fc.assert(
    fc.property(count, count, count, count, count, count, (p, c, t, cached, audio, spoken) => {
      const usage = mapUsage({
        promptTokenCount: p,
        candidatesTokenCount: c,
        thoughtsTokenCount: t,
        cachedContentTokenCount: cached,
        promptTokensDetails: [{ modality: 'AUDIO', tokenCount: audio }],
        candidatesTokensDetails: [{ modality: 'AUDIO', tokenCount: spoken }],
      });
      if (usage === undefined) throw new Error('no usage');
      expect(inputTokens(usage)).toBe(p);
      expect(outputTokens(usage)).toBe(c + t);
      expect(Object.values(usage).every((it) => it === false || it >= 0)).toBe(true);
    }),
  );
});

it.each([undefined, null, {}, { promptTokenCount: -1 }, { promptTokenCount: '8' }])(
  'believes no %j',
  (wire) => {
    expect(mapUsage(wire)).toBeUndefined();
  },
);
