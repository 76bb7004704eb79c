import fc from 'fast-check';
import { builtInScanner } from '../redactors/built-in-scanner.js';
import { fold } from './fold.js';
import { reveal } from './reveal.js';

const scanner = builtInScanner({});

function found(text: string): string[] {
  return scanner.find(text).map((it) => `${it.entity}: ${text.slice(it.start, it.end)}`);
}

describe('what is hidden is found, and covered as it is written', () => {
  it.each([
    ['zero-width characters', 'a\u200bnna@exa\u2060mple.com', 'email'],
    ['a soft hyphen', 'anna@exam\u00adple.com', 'email'],
    ['a direction mark', '4012\u202a888888881881', 'card'],
    ['tag characters', '4012888888\u{e0041}881881', 'card'],
    ['full-width digits', '４０１２８８８８８８８８１８８１', 'card'],
    ['full-width signs', 'anna＠example．com', 'email'],
    ['Arabic digits', '٤٠١٢٨٨٨٨٨٨٨٨١٨٨١', 'card'],
    ['Devanagari digits', '४०१२ ८८८८ ८८८८ १८८१', 'card'],
    ['mathematical digits', '𝟒𝟎𝟏𝟐888888881881', 'card'],
    ['circled digits', '④⓪①②888888881881', 'card'],
    ['no-break spaces', '4012\u00a08888\u00a08888\u00a01881', 'card'],
    ['en dashes', '4012–8888–8888–1881', 'card'],
    ['named HTML entities', 'anna&commat;example&period;com', 'email'],
    ['numbered HTML entities', 'anna&#64;example&#x2e;com', 'email'],
    ['an HTML entity for nothing', 'anna@exam&#8203;ple.com', 'email'],
    ['percent-encoding', 'anna%40example.com', 'email'],
    ['percent-encoded blanks', '4012%208888%208888%201881', 'card'],
  ])('%s', (_name, hidden, entity) => {
    expect(found(`Write ${hidden}, please`)).toEqual([`${entity}: ${hidden}`]);
    expect(found(hidden)).toEqual([`${entity}: ${hidden}`]);
  });
});

it('leaves a text alone in which nothing is hidden', () => {
  expect(
    reveal(
      '100 % of AT&T, R&D; 5 &times 3, &toString; “quoted”, naïve, 日本語 👩‍🚀'.replace('\u200d', ''),
    ),
  ).toBe(undefined);
});

it('folds each character where it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(fold(text)).toHaveLength(text.length);
    }),
  );
});

it('tells for each revealed character where it was', () => {
  const piece = fc.constantFrom('a', 'é', '👍', '\u200b', '&amp;', '&#65;', '%41', '①', '𝟏', ' ');
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1 }), (pieces) => {
      const text = pieces.join('');
      const revealed = reveal(text);
      if (revealed === undefined) return;
      const whole = revealed.original({ start: 0, end: revealed.text.length });
      const covered = text.slice(whole?.start, whole?.end);
      // All but what is not seen at either end.
      expect(covered.replaceAll('\u200b', '')).toBe(text.replaceAll('\u200b', ''));
    }),
  );
});
