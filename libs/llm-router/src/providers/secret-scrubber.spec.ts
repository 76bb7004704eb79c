import { secretScrubber } from './secret-scrubber.js';

describe('secretScrubber', () => {
  const scrub = secretScrubber(['sk-proj-abcdefghijklmnop', 'tiny']);

  it.each([
    ['the whole key', 'key sk-proj-abcdefghijklmnop is bad', 'key [key] is bad'],
    ['its beginning', "'sk-proj-abc...'", "'[key]'"],
    ['its end', 'ends in klmnop.', 'ends in [key]'],
    ['a masked middle', 'got sk-****wxyz', 'got [key]'],
    ['a short secret', 'tiny', '[key]'],
    ['nothing', 'The key is bad.', 'The key is bad.'],
  ])('takes out %s', (_name, text, expected) => {
    expect(scrub(text)).toBe(expected);
  });

  it('takes linear time for a text without white space', () => {
    expect(scrub('a'.repeat(1_000_000))).toHaveLength(1_000_000);
  });
});
