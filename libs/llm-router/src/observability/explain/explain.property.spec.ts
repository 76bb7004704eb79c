import fc from 'fast-check';
import { anyCall, anyChange, anyDecision } from '../calls.fixture.js';
import { explainCall } from './explain-call.js';
import { explainRoute } from './explain-route.js';
import { summariseCall } from './summarise-call.js';
import { targetNews } from './target-news.js';

/** What a template shows where a value was forgotten. */
const FORGOTTEN = /undefined|NaN|Infinity|\[object|null/;

function expectWords(text: string): void {
  expect(text).not.toMatch(FORGOTTEN);
  expect(text).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
  expect(text).toMatch(/[.!?…]$/u);
}

it('explains every call, in sentences on one line each', () => {
  fc.assert(
    fc.property(anyCall, (call) => {
      const words = explainCall(call);
      expect(words.length).toBeGreaterThan(2);
      for (const text of words) expectWords(text);
    }),
  );
});

it('explains every decision', () => {
  fc.assert(
    fc.property(anyDecision, (decision) => {
      const words = explainRoute(decision);
      expect(words.length).toBeGreaterThan(0);
      for (const text of words) expectWords(text);
    }),
  );
});

it('sums every call up, in one line that nothing blows up', () => {
  fc.assert(
    fc.property(anyCall, (call) => {
      const line = summariseCall(call);
      expectWords(line);
      expect(line.length).toBeLessThan(6_000);
    }),
  );
});

it('has words for every change of a target', () => {
  fc.assert(fc.property(anyChange, (change) => expectWords(targetNews(change))));
});
