import { LlmRouter, openaiCompatible } from 'nestjs-llm-router';
import OpenAI, { APIError } from 'openai';
import { SimulatedProvider } from 'simulated-provider';
import { DoorApp } from './support/door-app.js';
import { PLATFORMS } from './support/platforms.js';
import { until } from './support/until.js';

describe.each(PLATFORMS)('embeddings on %s', (platform) => {
  let provider: SimulatedProvider;
  let spare: SimulatedProvider;
  let doors: DoorApp;
  let client: OpenAI;
  let url: string;

  beforeAll(async () => {
    spare = await SimulatedProvider.start();
    doors = await DoorApp.start(platform, {
      models: [{ id: 'embed-small', price: { input: 2, output: 0 } }],
      router: {
        providers: [openaiCompatible({ id: 'spare', baseUrl: `${spare.url}/v1`, openEnded: true })],
        routing: { strategy: 'priority' },
        tiers: {
          same: ['openai/embed-small', 'spare/embed-small'],
          mixed: ['openai/embed-small', 'spare/embed-large'],
        },
      },
    });
    provider = doors.provider;
    url = doors.url;
    client = new OpenAI({ apiKey: 'caller-key', baseURL: `${url}/v1`, maxRetries: 0 });
  });

  afterAll(async () => {
    await doors.close();
    await spare.close();
  });

  beforeEach(() => {
    doors.reset();
    spare.reset();
  });

  const model = 'openai/embed-small';

  it('are the same as base64, which the client asks for by itself, and as floats', async () => {
    const input = ['a red apple', 'a green apple', 'the stock market'];
    const asked = await client.embeddings.create({ model, input, dimensions: 64 });
    const floats = await client.embeddings.create({
      model,
      input,
      dimensions: 64,
      encoding_format: 'float',
    });
    expect(asked.data.map((it) => it.index)).toEqual([0, 1, 2]);
    expect(asked.data[0]?.embedding).toHaveLength(64);
    for (const [index, { embedding }] of floats.data.entries()) {
      const other = Array.from(asked.data[index]?.embedding ?? []);
      expect(other).toEqual(embedding.map((it) => Math.fround(it)));
    }
    expect(asked).toMatchObject({
      object: 'list',
      model: 'embed-small',
      usage: { prompt_tokens: expect.any(Number) },
    });
    expect(asked.usage.prompt_tokens).toBeGreaterThan(0);
  });

  it('take token ids', async () => {
    const { data } = await client.embeddings.create({ model, input: [[1, 2], [3]] });
    expect(data).toHaveLength(2);
    const one = await client.embeddings.create({ model, input: [1, 2] });
    expect(one.data).toHaveLength(1);
  });

  it('are one call in the ledger, with its tries and its cost', async () => {
    const { data, response } = await client.embeddings
      .create({ model, input: 'some words to count' })
      .withResponse();
    const tokens = data.usage.prompt_tokens;
    expect(doors.sink.calls).toMatchObject([
      {
        status: 'succeeded',
        servedModel: model,
        caller: { door: 'http:embeddings' },
        usage: { input: tokens, output: 0, estimated: false },
        cost: BigInt(tokens) * 2_000_000n,
        attempts: [{ status: 'succeeded', model }],
      },
    ]);
    expect(response.headers.get('x-request-id')).toBe(doors.sink.calls[0]?.id);
    expect(response.headers.get('x-llm-router-cost-usd')).toMatch(/^0\.0+\d/);
  });

  it('fail over to the same model of another provider', async () => {
    provider.behave({ error: 'overloaded' });
    const { response } = await client.embeddings
      .create({ model: 'tier:same', input: 'words' })
      .withResponse();
    expect(response.headers.get('x-llm-router-model')).toBe('spare/embed-small');
    expect(doors.sink.calls[0]?.attempts).toHaveLength(2);
  });

  it('never fail over to another model', async () => {
    provider.behave({ error: 'overloaded' });
    await expect(
      client.embeddings.create({ model: 'tier:mixed', input: 'words' }),
    ).rejects.toMatchObject({ status: 503 });
    expect(spare.requests).toHaveLength(0);
    expect(provider.requests).toHaveLength(2);
    expect(doors.sink.calls).toMatchObject([
      { status: 'failed', rejections: [{ candidate: 'spare/embed-large', filter: 'embedding' }] },
    ]);
  });

  it('say so where a provider has none', async () => {
    const failure: unknown = await client.embeddings
      .create({ model: 'anthropic/claude', input: 'words' })
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(APIError);
    expect(failure).toMatchObject({ status: 503, code: 'no_candidate' });
    expect((failure as APIError).message).toContain('its provider has no embeddings');
  });

  it.each([
    [{ input: [] }, 'input must be'],
    [{ input: '' }, 'input must be'],
    [{ input: 'a', encoding_format: 'hex' }, 'encoding_format must be "float" or "base64"'],
    [{ input: 'a', model: undefined }, 'names no model'],
  ])('refuse %j', async (body, message) => {
    const response = await fetch(`${url}/v1/embeddings`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ model, ...body }),
    });
    expect(response.status).toBe(400);
    const { error } = (await response.json()) as { error: { message: string } };
    expect(error.message).toContain(message);
    expect(provider.requests).toHaveLength(0);
  });

  it('end with the client', async () => {
    const leaving = new AbortController();
    const asked = client.embeddings.create(
      { model: 'openai/fault-silence', input: 'words' },
      { signal: leaving.signal },
    );
    await until(() => provider.requests.length > 0);
    leaving.abort();
    await expect(asked).rejects.toThrow('aborted');
    await until(() => doors.sink.calls.length > 0);
    expect(doors.sink.calls).toMatchObject([{ status: 'aborted' }]);
  });

  it('break as a failure, and not as half a list', async () => {
    await expect(
      client.embeddings.create({ model: 'openai/fault-cut-1', input: 'words' }),
    ).rejects.toMatchObject({ status: 503 });
  });

  it('are made of redacted text, and never of tokens that nobody can search', async () => {
    const router = doors.app.get(LlmRouter);
    await router.embed({ model, input: ['Mail ann@example.org'] }, { redact: {} });
    expect(JSON.stringify(provider.requests)).not.toContain('ann@example.org');
    await expect(router.embed({ model, input: [[1, 2, 3]] }, { redact: {} })).rejects.toMatchObject(
      { code: 'invalid_request', param: 'input' },
    );
    await expect(
      router.embed({ model, input: 'Mail ann@example.org' }, { redact: { action: 'block' } }),
    ).rejects.toMatchObject({ code: 'content_blocked' });
  });
});
