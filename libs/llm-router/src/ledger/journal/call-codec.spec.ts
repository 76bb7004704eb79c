import fc from 'fast-check';
import type { RouteDecision } from '../../contracts/route-decision.js';
import { NO_USAGE } from '../../contracts/token-usage.js';
import { decodeCall, encodeCall } from './call-codec.js';
import { aCall, anAttempt } from './calls.fixture.js';

const cost = fc.option(fc.bigInt({ min: -(2n ** 120n), max: 2n ** 120n }));
const part = fc.bigInt({ min: -(2n ** 120n), max: 2n ** 120n });
const costParts = fc.option(
  fc.record({
    input: part,
    cacheRead: part,
    cacheWrite: part,
    output: part,
    reasoning: part,
    audio: part,
    image: part,
    request: part,
  }),
  { nil: undefined },
);
const text = fc.string({ unit: 'binary' });

it('reads a call as it was, whatever it cost and whatever texts are in it', () => {
  fc.assert(
    fc.property(
      cost,
      fc.array(fc.tuple(cost, costParts)),
      text,
      fc.dictionary(text, text),
      fc.option(cost, { nil: undefined }),
      (total, each, name, tags, saved) => {
        const attempts = each.map(([it, parts], index) =>
          anAttempt({ index, cost: it, costParts: parts, model: name }),
        );
        const call = aCall({
          cost: total,
          attempts,
          requestedModel: name,
          tags: { ...tags },
          ...(saved !== undefined && {
            saved: { model: name, provider: name, usage: NO_USAGE, cost: saved },
          }),
        });
        expect(decodeCall(encodeCall(call))).toEqual(call);
      },
    ),
  );
});

it('has a text for every integer of a call, so that it is written in one go', () => {
  const parts = fc.sample(
    costParts.filter((it) => it !== undefined),
    1,
  )[0]!;
  const saved = { model: 'a/b', provider: 'a', usage: NO_USAGE, cost: 5n };
  const json = encodeCall(aCall({ saved, attempts: [anAttempt({ costParts: parts })] }));
  expect(json).not.toContain('$bigint');
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
