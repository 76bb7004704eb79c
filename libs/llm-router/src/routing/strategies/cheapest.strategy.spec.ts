import { CheapestStrategy } from './cheapest.strategy.js';
import { candidate, context, idsOf, KnownPerformance, price } from './strategy-world.fixture.js';

const prompt = (tokens: number, maxOutputTokens: number) =>
  context({ prompt: { tokens, maxOutputTokens } as never });

it('goes by what this very call is likely to cost', () => {
  const strategy = new CheapestStrategy(new KnownPerformance());
  const all = [
    candidate('dear-prompts', { price: price(4, 4) }),
    candidate('dear-answers', { price: price(1, 20) }),
    candidate('unknown'),
  ];
  const reading = strategy.rank(all, prompt(10_000, 100));
  expect(idsOf(reading)).toEqual(['dear-answers', 'dear-prompts', 'unknown']);
  expect(idsOf(strategy.rank(all, prompt(100, 5_000)))).toEqual([
    'dear-prompts',
    'dear-answers',
    'unknown',
  ]);
  expect(reading[0]).toMatchObject({ score: 0.012, because: 'expected to cost 0.012 US dollars' });
  expect(reading[2]).toEqual({ candidate: all[2], because: 'its price is unknown' });
});

it('counts what a target’s cache holds, and how much it writes', () => {
  const all = ['a', 'b'].map((id) => candidate(id, { price: price(2, 2) }));
  const rank = (known: KnownPerformance['known']) =>
    idsOf(new CheapestStrategy(new KnownPerformance(known)).rank(all, context()));
  expect(rank({ b: { cachedShare: 0.9 } })).toEqual(['b', 'a']);
  expect(rank({ a: { outputTokens: 900 }, b: { outputTokens: 90 } })).toEqual(['b', 'a']);
  expect(rank({})).toEqual(['a', 'b']);
});

it('expects of a target that nobody has heard the answers that the others give', () => {
  const all = [
    candidate('known', { price: price(1, 10) }),
    candidate('new', { price: price(1, 9) }),
  ];
  const strategy = new CheapestStrategy(new KnownPerformance({ known: { outputTokens: 10 } }));
  expect(idsOf(strategy.rank(all, context()))).toEqual(['new', 'known']);
});

it('knows free from unknown', () => {
  const all = [candidate('unknown'), candidate('paid', { price: price(1, 1) })];
  const free = candidate('z-free', { price: price(0, 0) });
  const ranked = new CheapestStrategy(new KnownPerformance()).rank([...all, free], context());
  expect(idsOf(ranked)).toEqual(['z-free', 'paid', 'unknown']);
});
