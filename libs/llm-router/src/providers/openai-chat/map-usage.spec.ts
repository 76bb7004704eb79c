import fc from 'fast-check';
import { inputTokens, NO_USAGE, outputTokens } from '../../contracts/token-usage.js';
import { describeUsageMapping } from '../usage-mapping.fixture.js';
import { mapUsage } from './map-usage.js';

describe('mapUsage', () => {
  describeUsageMapping({
    map: mapUsage,
    whole: {
      prompt_tokens: 100,
      completion_tokens: 50,
      total_tokens: 150,
      prompt_tokens_details: {
        cached_tokens: 40,
        cache_write_tokens: 20,
        cache_write_tokens_details: { ttl_30m_tokens: 15, ttl_12h_tokens: 5 },
        audio_tokens: 10,
        image_tokens: 12,
      },
      completion_tokens_details: { reasoning_tokens: 25, audio_tokens: 5, image_tokens: 4 },
    },
    optional: ['total_tokens', 'prompt_tokens_details', 'completion_tokens_details'],
  });

  it.each([
    ['OpenAI, plain', { prompt_tokens: 5, completion_tokens: 7 }, { input: 5, output: 7 }],
    [
      'OpenAI, with every class',
      {
        prompt_tokens: 100,
        completion_tokens: 50,
        total_tokens: 150,
        prompt_tokens_details: {
          cached_tokens: 40,
          audio_tokens: 10,
          image_tokens: 7,
          cache_write_tokens: 20,
        },
        completion_tokens_details: { reasoning_tokens: 30, audio_tokens: 5 },
      },
      {
        input: 23,
        cacheRead: 40,
        cacheWrite: 20,
        inputAudio: 10,
        inputImage: 7,
        output: 15,
        reasoning: 30,
        outputAudio: 5,
      },
    ],
    [
      'writes by how long they are kept',
      {
        prompt_tokens: 50,
        completion_tokens: 1,
        prompt_tokens_details: {
          cache_write_tokens: 30,
          cache_write_tokens_details: { ttl_30m_tokens: 10, ttl_12h_tokens: 20 },
        },
      },
      { input: 20, cacheWrite: 10, cacheWriteLong: 20, output: 1 },
    ],
    [
      'audio that is cached for the most part',
      {
        prompt_tokens: 100,
        completion_tokens: 1,
        prompt_tokens_details: { cached_tokens: 90, audio_tokens: 95 },
      },
      { cacheRead: 90, inputAudio: 10, output: 1 },
    ],
    [
      'OpenRouter, an image made',
      {
        prompt_tokens: 10,
        completion_tokens: 1_300,
        completion_tokens_details: { image_tokens: 1_290 },
      },
      { input: 10, output: 10, outputImage: 1_290 },
    ],
    ['embeddings', { prompt_tokens: 8, total_tokens: 8 }, { input: 8 }],
    [
      'more audio than was sent',
      { prompt_tokens: 10, completion_tokens: 5, prompt_tokens_details: { audio_tokens: 11 } },
      { inputAudio: 10, output: 5, suspect: true },
    ],
    [
      'a total that the sides exceed',
      { prompt_tokens: 10, completion_tokens: 5, total_tokens: 12 },
      { input: 10, output: 5, suspect: true },
    ],
    [
      'a total beyond what the reasoning accounts for',
      {
        prompt_tokens: 10,
        completion_tokens: 5,
        total_tokens: 9_000,
        completion_tokens_details: { reasoning_tokens: 25 },
      },
      { input: 10, output: 5, reasoning: 25, suspect: true },
    ],
    [
      'DeepSeek, cached',
      { prompt_tokens: 10, completion_tokens: 1, prompt_cache_hit_tokens: 6 },
      { input: 4, cacheRead: 6, output: 1 },
    ],
    [
      'xAI, reasoning beside the completion',
      {
        prompt_tokens: 10,
        completion_tokens: 5,
        total_tokens: 40,
        completion_tokens_details: { reasoning_tokens: 25 },
      },
      { input: 10, output: 5, reasoning: 25 },
    ],
    [
      'Google, thoughts in the total only',
      { prompt_tokens: 10, completion_tokens: 5, total_tokens: 40 },
      { input: 10, output: 5, reasoning: 25 },
    ],
    [
      'a class larger than its total',
      {
        prompt_tokens: 10,
        completion_tokens: 5,
        prompt_tokens_details: { cached_tokens: 99, audio_tokens: 3 },
        completion_tokens_details: { reasoning_tokens: 99 },
      },
      { cacheRead: 10, reasoning: 5, suspect: true },
    ],
    ['one side missing', { completion_tokens: 5 }, { output: 5 }],
    [
      'one side absurd',
      {
        prompt_tokens: -1,
        completion_tokens: 5,
        total_tokens: 90,
        prompt_tokens_details: 'x',
      },
      { output: 5, suspect: true },
    ],
  ])('reads %s', (_name, wire, expected) => {
    expect(mapUsage(wire)).toEqual({ ...NO_USAGE, ...expected });
  });

  it('adds up to the vendor’s totals', () => {
    const count = fc.nat(1_000_000);
    const details = fc.record(
      {
        cached_tokens: count,
        cache_write_tokens: count,
        audio_tokens: count,
        reasoning_tokens: count,
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(count, count, details, details, (prompt, completion, input, output) => {
        const usage = mapUsage({
          prompt_tokens: prompt,
          completion_tokens: completion,
          total_tokens: prompt + completion,
          prompt_tokens_details: input,
          completion_tokens_details: output,
        });
        if (usage === undefined) throw new Error('no usage');
        expect(inputTokens(usage)).toBe(prompt);
        expect(outputTokens(usage)).toBe(completion);
      }),
    );
  });
});
