import { SimulatedProvider } from '../simulated-provider.js';
import { post, postChat } from '../testing/post.js';
import type { Parsed } from '../testing/parsed.js';

let provider: SimulatedProvider;
beforeAll(async () => (provider = await SimulatedProvider.start({ apiKey: 'secret' })));
beforeEach(() => provider.reset());
afterAll(() => provider.close());

const order = (rule: unknown) => post(provider, '/control/behaviour', rule);
const status = async (model: string) =>
  (
    await post(
      provider,
      '/v1/chat/completions',
      { model, messages: [{ role: 'user', content: 'hi' }] },
      { headers: { authorization: 'Bearer secret' } },
    )
  ).status;

describe('control routes', () => {
  it('order a behaviour for some calls of a model', async () => {
    expect((await order({ model: 'a', times: 2, status: 503 })).status).toBe(200);
    const seen = [await status('b'), await status('a'), await status('a'), await status('a')];
    expect(seen).toEqual([200, 503, 503, 200]);
  });

  it('order a behaviour until it is reset', async () => {
    await order({ status: 500 });
    expect([await status('a'), await status('b')]).toEqual([500, 500]);
    await fetch(`${provider.url}/control/behaviour`, { method: 'DELETE' });
    expect(await status('a')).toBe(200);
  });

  it.each([
    [{ stauts: 500 }, /Unknown field "stauts".*status, error/],
    [{ status: 'x' }, /"status" must be an integer from 200 to 599/],
    [{ times: 0 }, /"times" must be/],
    [{ error: 'nope' }, /"error" must be one of invalid-request/],
    [{ headers: { 'bad name': 'x' } }, /"headers" must be/],
    [[], /is an object/],
    ['{', /not JSON/],
  ])('refuse %j', async (rule, message) => {
    const response = await order(rule);
    expect(response.status).toBe(400);
    expect(((await response.json()) as Parsed).error).toMatch(message);
  });

  it('show requests and counts, and need no key', async () => {
    await status('a');
    expect((await postChat(provider, 'a')).status).toBe(401);
    const read = async (path: string): Promise<Parsed> => (await fetch(provider.url + path)).json();
    const { requests } = await read('/control/requests');
    expect(requests).toMatchObject([
      { method: 'POST', path: '/v1/chat/completions', model: 'a', ended: 'finished' },
      { model: 'a' },
    ]);
    expect((await read('/control/stats')).models.a).toMatchObject({ calls: 1, promptTokens: 1 });
    await fetch(`${provider.url}/control/stats`, { method: 'DELETE' });
    expect((await read('/control/stats')).models).toEqual({});
    expect((await read('/control/nothing')).error).toContain('POST /control/behaviour');
  });
});
