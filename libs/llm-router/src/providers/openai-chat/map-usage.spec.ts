import fc from 'fast-check';
import { inputTokens, outputTokens } from '../../contracts/token-usage.js';
import { mapUsage } from './map-usage.js';

const NONE = {
  input: 0,
  cacheRead: 0,
  cacheWrite: 0,
  inputAudio: 0,
  output: 0,
  reasoning: 0,
  outputAudio: 0,
  estimated: false,
};

describe('mapUsage', () => {
  it.each([
    ['OpenAI, plain', { prompt_tokens: 5, completion_tokens: 7 }, { input: 5, output: 7 }],
    [
      'OpenAI, with every class',
      {
        prompt_tokens: 100,
        completion_tokens: 50,
        total_tokens: 150,
        prompt_tokens_details: { cached_tokens: 40, audio_tokens: 10, cache_write_tokens: 20 },
        completion_tokens_details: { reasoning_tokens: 30, audio_tokens: 5 },
      },
      {
        input: 30,
        cacheRead: 40,
        cacheWrite: 20,
        inputAudio: 10,
        output: 15,
        reasoning: 30,
        outputAudio: 5,
      },
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
      { cacheRead: 10, reasoning: 5 },
    ],
    ['one side missing', { completion_tokens: 5 }, { output: 5 }],
    [
      'one side absurd',
      { prompt_tokens: -1, completion_tokens: 5, prompt_tokens_details: 'x' },
      { output: 5 },
    ],
  ])('reads %s', (_name, wire, expected) => {
    expect(mapUsage(wire)).toEqual({ ...NONE, ...expected });
  });

  it.each([
    ['null', null],
    ['a list', []],
    ['an empty object', {}],
    ['strings', { prompt_tokens: '5', completion_tokens: '7' }],
    ['NaN and infinity', { prompt_tokens: NaN, completion_tokens: Infinity }],
    ['absurd numbers', { prompt_tokens: 1e13, completion_tokens: -7 }],
    ['fractions', { prompt_tokens: 1.5 }],
  ])('takes %s for no usage', (_name, wire) => {
    expect(mapUsage(wire)).toBeUndefined();
  });

  it('adds up to the vendor’s totals, with no class below zero', () => {
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
        const { estimated: _estimated, ...counts } = usage;
        expect(Object.values(counts).every((it) => it >= 0)).toBe(true);
      }),
    );
  });
});
