import fc from 'fast-check';
import type { Finding } from '../contracts/redactor.js';
import { mergeFindings } from './merge-findings.js';

const finding = (entity: string, start: number, end: number): Finding => ({ entity, start, end });

it('names overlapping findings after the longest and covers them all', () => {
  expect(mergeFindings([finding('b', 8, 20), finding('a', 0, 10), finding('c', 18, 23)])).toEqual([
    finding('b', 0, 23),
  ]);
});

it('leaves neighbours apart', () => {
  expect(mergeFindings([finding('b', 5, 9), finding('a', 0, 5)])).toEqual([
    finding('a', 0, 5),
    finding('b', 5, 9),
  ]);
});

it('covers every found position exactly once, and no other', () => {
  const findings = fc.array(
    fc
      .tuple(fc.constantFrom('a', 'b', 'c'), fc.nat(50), fc.nat(10))
      .map(([entity, start, length]) => finding(entity, start, start + length)),
  );
  const positions = (all: readonly Finding[]): number[] =>
    all.flatMap((it) => Array.from({ length: it.end - it.start }, (_, index) => it.start + index));
  fc.assert(
    fc.property(findings, (all) => {
      const wanted = [...new Set(positions(all))].sort((a, b) => a - b);
      expect(positions(mergeFindings(all))).toEqual(wanted);
    }),
  );
});
