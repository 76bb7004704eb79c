import fc from 'fast-check';
import { inputTokens, NO_USAGE, outputTokens } from '../../contracts/token-usage.js';
import { describeUsageMapping } from '../usage-mapping.fixture.js';
import { mapUsage } from './map-usage.js';
import { USAGE } from './wire.fixture.js';

describeUsageMapping({
  map: mapUsage,
  whole: {
    ...USAGE,
    totalTokenCount: undefined,
    toolUsePromptTokenCount: 4,
    promptTokensDetails: [
      { modality: 'TEXT', tokenCount: 164 },
      { modality: 'AUDIO', tokenCount: 60 },
      { modality: 'IMAGE', tokenCount: 40 },
    ],
    candidatesTokensDetails: [
      { modality: 'TEXT', tokenCount: 10 },
      { modality: 'AUDIO', tokenCount: 8 },
      { modality: 'IMAGE', tokenCount: 12 },
    ],
  },
  optional: [
    'thoughtsTokenCount',
    'toolUsePromptTokenCount',
    'cacheTokensDetails',
    'candidatesTokensDetails',
  ],
});

it('keeps the classes apart', () => {
  expect(mapUsage(USAGE)).toEqual({
    ...NO_USAGE,
    input: 114,
    cacheRead: 100,
    inputAudio: 50,
    output: 30,
    reasoning: 46,
  });
  expect(
    mapUsage({
      candidatesTokenCount: 9,
      toolUsePromptTokenCount: 4,
      candidatesTokensDetails: [{ modality: 'AUDIO', tokenCount: 7 }],
    }),
  ).toMatchObject({ input: 4, output: 2, outputAudio: 7 });
});

it('tells images apart, sent and made; documents and video are input', () => {
  expect(
    mapUsage({
      promptTokenCount: 1_000,
      cachedContentTokenCount: 100,
      promptTokensDetails: [
        { modality: 'TEXT', tokenCount: 90 },
        { modality: 'IMAGE', tokenCount: 300 },
        { modality: 'VIDEO', tokenCount: 400 },
        { modality: 'DOCUMENT', tokenCount: 210 },
      ],
      cacheTokensDetails: [{ modality: 'IMAGE', tokenCount: 100 }],
      candidatesTokenCount: 1_300,
      candidatesTokensDetails: [{ modality: 'IMAGE', tokenCount: 1_290 }],
    }),
  ).toEqual({
    ...NO_USAGE,
    input: 700,
    cacheRead: 100,
    inputImage: 200,
    output: 10,
    outputImage: 1_290,
  });
});

it('flags more of a modality in the cache than was sent', () => {
  const cached = { modality: 'AUDIO', tokenCount: 61 };
  expect(mapUsage({ ...USAGE, cacheTokensDetails: [cached] })).toMatchObject({
    input: 164,
    inputAudio: 0,
    suspect: true,
  });
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
    }),
  );
});
