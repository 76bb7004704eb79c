import { Lexicon } from '../lexicon/lexicon.js';
import { fnv } from './fnv.js';
import { SHAPES, type Shape } from './shape.js';
import { NUMBER_WORD, Region, TextScan } from './text-scan.js';

const scan = new TextScan(new Lexicon());

const wordsIn = (region: number): number[] =>
  Array.from(scan.words.subarray(0, scan.length)).filter((_, i) => scan.regions[i] === region);
const hashes = (text: string): number[] => text.split(' ').map(fnv);
const count = (name: Shape): number => scan.shape[SHAPES.indexOf(name)]!;

it('takes what stands before the first colon or line break for the request', () => {
  scan.scan('Translate this: good morning');
  expect(wordsIn(Region.Lead)).toEqual(hashes('translate this'));
  expect(wordsIn(Region.Rest)).toEqual(hashes('good morning'));
});

it('takes quoted words for the material', () => {
  scan.scan('Is "write a poem" good?');
  expect(wordsIn(Region.Lead)).toEqual(hashes('is good'));
  expect(wordsIn(Region.Rest)).toEqual(hashes('write a poem'));
});

it('takes a short last line for a request too', () => {
  scan.scan('Sales rose. Costs fell.\nThe end is near.\n\nSum this up');
  expect(wordsIn(Region.Tail)).toEqual(hashes('sum this up'));
});

it('does not end the request at a colon within a number or an address', () => {
  scan.scan('Meet at 9:40 or see https://example.com now');
  expect(wordsIn(Region.Rest)).toEqual([]);
  expect(wordsIn(Region.Lead)).toContain(NUMBER_WORD);
});

it('keeps code apart', () => {
  scan.scan('Fix\n```\nlet x = 1;\n```');
  expect(wordsIn(Region.Code)).toEqual([...hashes('let x'), NUMBER_WORD]);
  expect(count('fences')).toBe(2);
});

it('counts the shape', () => {
  scan.scan('What is 5 % of $20.50?\nA. 1\nB. 2\n- f(x) = a_b^2;');
  expect(count('lines')).toBe(3);
  expect(count('numbers')).toBe(5);
  expect(count('questions')).toBe(1);
  expect(count('options')).toBe(2);
  expect(count('listMarkers')).toBe(1);
  expect(count('percent')).toBe(1);
  expect(count('money')).toBe(1);
  expect(count('calls')).toBe(1);
  expect(count('operators')).toBe(2);
  expect(count('braces')).toBe(1);
});

it('makes pairs of units the words of what has no spaces', () => {
  scan.scan('翻译成');
  expect(wordsIn(Region.Lead)).toEqual([fnv('翻译'), fnv('译成')]);
  expect(scan.cues[0]).not.toBe(0);
});

it('keeps nothing of the text before', () => {
  scan.scan('Übersetze "das" ins Englische: 12 Äpfel?');
  scan.scan('hi');
  expect(scan.length).toBe(1);
  expect(scan.marks).toBe(0);
  expect(count('numbers')).toBe(0);
});
