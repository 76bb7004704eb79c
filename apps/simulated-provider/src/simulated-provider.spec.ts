import { connect } from 'node:net';
import { KEPT_REQUESTS } from './server/received-requests.js';
import { SimulatedProvider } from './simulated-provider.js';
import { readTorn, waitUntil } from './testing/events.js';
import { ANTHROPIC_HEADERS, postChat, postMessage } from './testing/post.js';
import type { Parsed } from './testing/parsed.js';

let provider: SimulatedProvider;
beforeEach(async () => (provider = await SimulatedProvider.start()));
afterEach(() => provider.close());

const get = async (path: string, headers: Record<string, string> = {}): Promise<Parsed> =>
  (await fetch(provider.url + path, { headers })).json();

describe('SimulatedProvider', () => {
  it('lists models in the shape of the vendor asked', async () => {
    expect(await get('/v1/models')).toMatchObject({
      object: 'list',
      data: [{ id: 'sim-fast' }, {}, {}],
    });
    expect(await get('/v1/models', ANTHROPIC_HEADERS)).toMatchObject({
      has_more: false,
      data: [{ type: 'model', id: 'sim-fast' }, {}, {}],
    });
    expect(await get('/v1/models/a%2Fb')).toMatchObject({ id: 'a/b', object: 'model' });
    expect(await get('/v1/models/fault-model-not-found')).toMatchObject({
      error: { code: 'model_not_found' },
    });
    expect(await get('/v2/else')).toMatchObject({ error: { code: 'unknown_url' } });
  });

  it('records requests, no more than it keeps', async () => {
    await postChat(provider, 'sim-fast', { marker: 1 });
    expect(provider.requests).toMatchObject([
      { method: 'POST', path: '/v1/chat/completions', model: 'sim-fast', body: { marker: 1 } },
    ]);
    for (let round = 0; round < 11; round += 1) {
      await Promise.all(Array.from({ length: 100 }, () => get('/v1/models')));
    }
    expect(provider.requests).toHaveLength(KEPT_REQUESTS);
  });

  it('lays rules over the model name over its defaults, counted rules in turn', async () => {
    await provider.close();
    provider = await SimulatedProvider.start({ defaults: { text: 'default', cachedTokens: 1 } });
    provider.behave({ times: 1, text: 'first' });
    provider.behave({ times: 1, status: 418 });
    const answer = async () => {
      const response = await postChat(provider, 'cached-7');
      const body: Parsed = await response.json();
      return [
        response.status,
        body.choices?.[0].message.content,
        body.usage?.prompt_tokens_details.cached_tokens,
      ];
    };
    expect(await answer()).toEqual([200, 'first', 7]);
    expect((await answer())[0]).toBe(418);
    expect(await answer()).toEqual([200, 'default', 7]);
    expect(() => provider.behave({ nonsense: 1 } as object)).toThrow(/Unknown field/);
  });

  it('sends ordered headers, and tool calls as they are', async () => {
    const toolCalls = [{ name: 'f', arguments: '{oops' }];
    provider.behave({ headers: { 'X-Request-Id': 'mine' }, retryAfter: 'soon', toolCalls });
    const response = await postChat(provider, 'sim-fast');
    expect(response.headers.get('x-request-id')).toBe('mine');
    expect(response.headers.get('retry-after')).toBe('soon');
    expect(await response.json()).toMatchObject({
      choices: [{ message: { tool_calls: [{ function: toolCalls[0] }] } }],
    });
  });

  it('leaves requests waiting while paused', async () => {
    provider.pause();
    let answered = false;
    const waiting = postChat(provider, 'sim-fast').then(() => (answered = true));
    await waitUntil(() => provider.requests.length === 1);
    expect(answered).toBe(false);
    provider.resume();
    expect(await waiting).toBe(true);
  });

  it('keeps sockets open between requests, and kills them on close', async () => {
    await (await postChat(provider, 'sim-fast')).text();
    for (let round = 0; round < 5; round += 1)
      await (await postMessage(provider, 'sim-fast')).text();
    expect(provider.openSockets).toBeLessThanOrEqual(2);
    const stalled = await postChat(provider, 'fault-stall-1', { stream: true });
    const { port } = provider;
    await provider.close();
    expect((await readTorn(stalled)).whole).toBe(false);
    expect(provider.openSockets).toBe(0);
    expect(provider.requests.at(-1)?.ended).toBeUndefined();
    await expect(postChat(provider, 'sim-fast')).rejects.toThrow();
    provider = await SimulatedProvider.start({ port });
    expect((await postChat(provider, 'sim-fast')).status).toBe(200);
  });

  it("refuses wrong keys in the vendor's own words", async () => {
    await provider.close();
    provider = await SimulatedProvider.start({ apiKey: 'key' });
    expect((await postMessage(provider, 'sim-fast')).status).toBe(200);
    const refused = await postChat(provider, 'sim-fast');
    expect(refused.status).toBe(401);
    expect(await refused.json()).toMatchObject({ error: { code: 'invalid_api_key' } });
  });

  it('answers what is no HTTP', async () => {
    const text = await new Promise<string>((resolve) => {
      const socket = connect(provider.port, '127.0.0.1', () => socket.write('nonsense\r\n\r\n'));
      socket.on('data', (data) => resolve(data.toString()));
    });
    expect(text).toMatch(/^HTTP\/1.1 400/);
  });

  it('reads no further ahead than a slow client', async () => {
    const response = await postChat(provider, 'parts-200000', { stream: true });
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(provider.requests[0]?.ended).toBeUndefined();
    await response.body?.cancel();
    await waitUntil(() => provider.requests[0]?.ended === 'aborted');
  });
});
