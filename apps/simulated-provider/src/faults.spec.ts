import { SimulatedProvider } from './simulated-provider.js';
import { eventsOf, readTorn, waitUntil } from './testing/events.js';
import { chatBody, post, postChat, postMessage } from './testing/post.js';
import type { Parsed } from './testing/parsed.js';

let provider: SimulatedProvider;
beforeAll(async () => (provider = await SimulatedProvider.start()));
afterEach(() => provider.reset());
afterAll(() => provider.close());

const streamed = { stream: true };
const abortedChat = (model: string, more: object, afterMs: number) =>
  post(provider, '/v1/chat/completions', chatBody(model, 'hello', more), {
    signal: AbortSignal.timeout(afterMs),
  }).then(readTorn);

describe('failures by name', () => {
  it.each([
    ['fault-status-500', 500, { type: 'server_error' }, 500, 'api_error'],
    [
      'fault-status-429-retry-after-2',
      429,
      { code: 'rate_limit_exceeded' },
      429,
      'rate_limit_error',
    ],
    ['fault-overload', 503, { type: 'server_error' }, 529, 'overloaded_error'],
    [
      'fault-context-overflow',
      400,
      { code: 'context_length_exceeded' },
      400,
      'invalid_request_error',
    ],
    ['fault-content-filter', 400, { code: 'content_filter' }, 400, 'invalid_request_error'],
    ['fault-auth-401', 401, { code: 'invalid_api_key' }, 401, 'authentication_error'],
    ['fault-quota', 429, { code: 'insufficient_quota' }, 400, 'invalid_request_error'],
    ['fault-nonsense', 404, { code: 'model_not_found' }, 404, 'not_found_error'],
  ])('%s', async (model, openaiStatus, openaiError, anthropicStatus, anthropicType) => {
    const openai = await postChat(provider, model);
    expect(openai.status).toBe(openaiStatus);
    expect(((await openai.json()) as Parsed).error).toMatchObject(openaiError);
    const anthropic = await postMessage(provider, model, streamed);
    expect(anthropic.status).toBe(anthropicStatus);
    expect(await anthropic.json()).toMatchObject({ type: 'error', error: { type: anthropicType } });
    expect(openai.headers.get('retry-after')).toBe(model.includes('retry') ? '2' : null);
  });

  it('ends a filtered answer as each vendor does', async () => {
    const openai: Parsed = await (await postChat(provider, 'fault-refusal')).json();
    expect(openai.choices[0].finish_reason).toBe('content_filter');
    const anthropic = await (await postMessage(provider, 'fault-refusal')).json();
    expect(anthropic).toMatchObject({ stop_reason: 'refusal' });
  });
});

describe('answers that are none', () => {
  it('breaks JSON, whole or in a stream', async () => {
    const whole = await (await postChat(provider, 'fault-broken-json')).text();
    expect(() => JSON.parse(whole)).toThrow();
    const text = await (await postChat(provider, 'fault-broken-json', streamed)).text();
    const broken = eventsOf(text).filter(({ data }) => !/\}$|\[DONE\]/.test(data));
    expect(broken).toHaveLength(1);
  });

  it('leaves usage out', async () => {
    const more = { stream_options: { include_usage: true } };
    expect(await (await postChat(provider, 'fault-missing-usage')).json()).not.toHaveProperty(
      'usage',
    );
    for (const send of [postChat, postMessage]) {
      const text = await (
        await send(provider, 'fault-missing-usage', { ...streamed, ...more })
      ).text();
      expect(text).not.toContain('"usage"');
    }
    expect(provider.stats()['fault-missing-usage']).toMatchObject({ calls: 3, promptTokens: 0 });
  });

  it('sends pages and nothing at all with status 200', async () => {
    const page = await postChat(provider, 'fault-html-200');
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(await page.text()).toContain('<html>');
    const empty = await postMessage(provider, 'fault-empty-200', streamed);
    expect([empty.status, await empty.text()]).toEqual([200, '']);
  });

  it('is overloaded inside a 200', async () => {
    const model = 'fault-overload-in-stream-2';
    const openai = eventsOf(await (await postChat(provider, model, streamed)).text());
    expect(openai.filter(({ data }) => /"content":"[^"]/.test(data))).toHaveLength(2);
    expect(JSON.parse(openai.at(-1)?.data ?? '')).toMatchObject({
      error: { type: 'server_error' },
    });
    const anthropic = eventsOf(await (await postMessage(provider, model, streamed)).text());
    expect(anthropic.at(-1)).toMatchObject({ event: 'error' });
    expect(anthropic.at(-1)?.data).toContain('overloaded_error');
    const json = await postChat(provider, 'fault-overload-in-stream');
    expect([json.status, await json.json()]).toMatchObject([200, { error: {} }]);
  });
});

describe('answers that end early', () => {
  it('cuts a stream after its parts, and JSON half-way', async () => {
    const stream = await readTorn(await postChat(provider, 'fault-cut-3', streamed));
    expect(stream.whole).toBe(false);
    expect(stream.text.match(/"content":"[^"]/g)).toHaveLength(3);
    const json = await readTorn(await postChat(provider, 'fault-cut-3'));
    expect(json.whole).toBe(false);
    expect(json.text).toMatch(/^\{"id"/);
    await expect(postChat(provider, 'fault-reset')).rejects.toThrow();
    expect(provider.requests.map((one) => one.ended)).toEqual(['finished', 'finished', 'finished']);
  });

  it('cuts a short stream before its end', async () => {
    const torn = await readTorn(await postMessage(provider, 'fault-cut-99', streamed));
    expect(torn.whole).toBe(false);
    expect(torn.text).not.toContain('message_delta');
  });

  it('stalls after its parts', async () => {
    const torn = await abortedChat('fault-stall-2', streamed, 60);
    expect(torn.whole).toBe(false);
    expect(torn.text.match(/"content":"[^"]/g)).toHaveLength(2);
    await waitUntil(() => provider.requests[0]?.ended === 'aborted');
  });
});

describe('answers that take their time', () => {
  it('is silent until the client hangs up', async () => {
    await expect(abortedChat('fault-silence', {}, 30)).rejects.toThrow();
    await waitUntil(() => provider.requests[0]?.ended === 'aborted');
  });

  it('sends the first byte late, the headers at once', async () => {
    const start = performance.now();
    const response = await postChat(provider, 'fault-slow-first-byte-60', streamed);
    const headersAfter = performance.now() - start;
    await response.text();
    expect(performance.now() - start).toBeGreaterThanOrEqual(58);
    expect(headersAfter).toBeLessThan(58);
  });

  it('sends nothing for a while, when that is ordered', async () => {
    const start = performance.now();
    await postMessage(provider, 'fault-latency-40');
    expect(performance.now() - start).toBeGreaterThanOrEqual(38);
  });

  it('drips, and stops when the client hangs up', async () => {
    const start = performance.now();
    await (await postChat(provider, 'fault-slow-drip-10:parts-5', streamed)).text();
    expect(performance.now() - start).toBeGreaterThanOrEqual(38);
    const torn = await abortedChat('fault-slow-drip-10:parts-500', streamed, 60);
    expect(torn.whole).toBe(false);
    await waitUntil(() => provider.requests[1]?.ended === 'aborted');
  });
});
