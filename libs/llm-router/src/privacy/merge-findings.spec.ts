import fc from 'fast-check';
import { REDACT_ACTIONS, type RedactAction } from '../contracts/redact-actions.js';
import { mergeFindings } from './merge-findings.js';
import type { Found } from './found.js';

const finding = (
  entity: string,
  start: number,
  end: number,
  action: RedactAction = 'mask',
): Found => ({ entity, start, end, action });

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
  const positions = (all: readonly Found[]): number[] =>
    all.flatMap((it) => Array.from({ length: it.end - it.start }, (_, index) => it.start + index));
  fc.assert(
    fc.property(findings, (all) => {
      const wanted = [...new Set(positions(all))].sort((a, b) => a - b);
      expect(positions(mergeFindings(all))).toEqual(wanted);
    }),
  );
});

it('lets the strictest action have the name and the whole stretch', () => {
  expect(
    mergeFindings([finding('phone', 0, 12, 'pseudonymise'), finding('us-ssn', 4, 10, 'block')]),
  ).toEqual([finding('us-ssn', 0, 12, 'block')]);
});

it('leaves what is flagged beside the rest', () => {
  const flagged = finding('url', 0, 30, 'flag');
  const masked = finding('email', 10, 20);
  expect(mergeFindings([masked, flagged])).toEqual([flagged, masked]);
});

it('never weakens what a finding asks for', () => {
  const findings = fc.array(
    fc
      .tuple(fc.constantFrom(...REDACT_ACTIONS), fc.nat(50), fc.integer({ min: 1, max: 10 }))
      .map(([action, start, length]) => finding('a', start, start + length, action)),
  );
  fc.assert(
    fc.property(findings, (all) => {
      for (const it of all) {
        const covering = mergeFindings(all).find(
          ({ start, end, action }) =>
            start <= it.start &&
            end >= it.end &&
            REDACT_ACTIONS.indexOf(action) >= REDACT_ACTIONS.indexOf(it.action),
        );
        expect(covering).toBeDefined();
      }
    }),
  );
});
