import fc from 'fast-check';
import type { RouteDecision } from '../../contracts/route-decision.js';
import { decodeCall, encodeCall } from './call-codec.js';
import { aCall, anAttempt } from './calls.fixture.js';

const cost = fc.option(fc.bigInt({ min: -(2n ** 120n), max: 2n ** 120n }));
const text = fc.string({ unit: 'binary' });

it('reads a call as it was, whatever it cost and whatever texts are in it', () => {
  fc.assert(
    fc.property(
      cost,
      fc.array(cost),
      text,
      fc.dictionary(text, text),
      (total, each, name, tags) => {
        const attempts = each.map((it, index) => anAttempt({ index, cost: it, model: name }));
        const call = aCall({ cost: total, attempts, requestedModel: name, tags: { ...tags } });
        expect(decodeCall(encodeCall(call))).toEqual(call);
      },
    ),
  );
});

it('keeps integers of fields that it does not know', () => {
  const call = { ...aCall(), costs: { input: 12_345_678_901_234_567_890n } };
  expect(decodeCall(encodeCall(call))).toEqual(call);
});

it('leaves out what no row holds, and most of a decision that is too long', () => {
  const decision: RouteDecision = {
    asked: 'auto',
    model: 'auto',
    promptTokens: 1,
    strategy: 'cheapest',
    candidates: Array.from({ length: 500 }, (_, index) => ({
      candidate: `provider/model-${index}`,
      name: 'auto',
      because: 'x'.repeat(500),
    })),
    notes: [],
  };
  const rejections = [{ candidate: 'a/b', filter: 'breaker', reason: 'out' }];
  const json = encodeCall(aCall({ decision, rejections }));
  expect(json.length).toBeLessThan(10_000);
  const { decision: kept, rejections: none } = decodeCall(json);
  expect(kept?.candidates).toHaveLength(20);
  expect(none).toEqual([]);
});

it.each([
  '',
  '{',
  'null',
  '[]',
  '{}',
  '{"id":1,"attempts":[]}',
  '{"id":"a","attempts":[{"cost":"x"}]}',
])('takes %j for no call', (json) => expect(() => decodeCall(json)).toThrow());
