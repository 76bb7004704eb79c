import type { ChatRequest } from '../contracts/chat-request.js';
import { candidate, exchange, HandCounter, HandDirectory, routing } from './routing.fixture.js';

describe('counting', () => {
  const small = candidate('s/m', { contextWindow: 1_000 });
  const wide = candidate('w/m', { contextWindow: 1_000_000 });
  const world = (counter: HandCounter) => ({
    directory: new HandDirectory({ both: [wide, small], wide: [wide] }),
    counter,
  });
  const asking = (name: string, tokens: number, request: Partial<ChatRequest> = {}) =>
    exchange(
      name,
      {},
      {
        request: {
          messages: [{ role: 'user', content: 'x'.repeat((tokens - 4) * 4) }],
          ...request,
        },
      },
    );

  it.each<[string, number, Partial<ChatRequest>, boolean]>([
    ['both', 500, {}, false],
    ['both', 501, {}, true],
    ['both', 400, { max_tokens: 200 }, false],
    ['both', 400, { max_tokens: 201 }, true],
    ['both', 600, { max_tokens: 1_000 }, false],
    ['wide', 400_000, {}, false],
  ])('%s with %i tokens, and %j', async (name, tokens, request, counts) => {
    const counter = new HandCounter(() => 7);
    const { decision } = await routing(world(counter)).decide(asking(name, tokens, request));
    expect(counter.asked).toHaveLength(counts ? 1 : 0);
    expect(decision.promptTokens).toBe(counts ? 7 : tokens);
  });

  it('may take its time, and may fail', async () => {
    const later = new HandCounter(() => Promise.resolve(9));
    const outcome = routing(world(later)).decide(asking('both', 900));
    expect(outcome).toBeInstanceOf(Promise);
    expect((await outcome).decision.promptTokens).toBe(9);
    const failing = new HandCounter(() => Promise.reject(new Error('no tokeniser')));
    const { decision } = await routing(world(failing)).decide(asking('both', 900));
    expect(decision.promptTokens).toBe(900);
  });
});
