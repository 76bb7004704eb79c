import { completeRates } from './token-rates.js';

describe('completeRates', () => {
  it('prices a class without a rate as its parent', () => {
    expect(completeRates({ input: 4n, output: 16n, cacheRead: 1n })).toEqual({
      input: 4n,
      cacheRead: 1n,
      cacheWrite: 4n,
      cacheWriteLong: 4n,
      inputAudio: 4n,
      inputImage: 4n,
      output: 16n,
      reasoning: 16n,
      outputAudio: 16n,
      outputImage: 16n,
    });
  });

  it('prices long writes as writes, and keeps what is known, 0 too', () => {
    const known = { input: 4n, output: 16n, cacheWrite: 5n, reasoning: 0n, outputImage: 30n };
    expect(completeRates(known)).toMatchObject({ ...known, cacheWriteLong: 5n, outputAudio: 16n });
  });
});
