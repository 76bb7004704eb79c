import 'reflect-metadata';
import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import { AIMessageChunk, HumanMessage, ToolMessage } from '@langchain/core/messages';
import { tool } from '@langchain/core/tools';
import { ChatOpenAI } from '@langchain/openai';
import { type LlmRouter, LlmRouterError } from 'nestjs-llm-router';
import { chatModel } from 'nestjs-llm-router/langchain';
import type { SimulatedProvider } from 'simulated-provider';
import { z } from 'zod';
import { ClientApp } from './support/client-app.js';
import { until } from './support/until.js';

const CITY = z.object({ city: z.string() });

describe('LangChain', () => {
  let app: ClientApp;
  let provider: SimulatedProvider;
  let url: string;
  let router: LlmRouter;

  beforeAll(async () => {
    app = await ClientApp.start('tokens-10-5+cached-4');
    ({ provider, url, router } = app);
  });

  afterAll(() => app.close());

  beforeEach(() => provider.reset());

  const overHttp = (model: string): BaseChatModel =>
    new ChatOpenAI({
      model,
      apiKey: 'caller-key',
      maxRetries: 0,
      configuration: { baseURL: `${url}/v1` },
    });
  const inProcess = (model: string): BaseChatModel => chatModel(router, model);

  const weather = tool(async ({ city }: { city: string }) => `Sunny in ${city}.`, {
    name: 'weather',
    description: 'The weather of a city',
    schema: CITY,
  });

  async function streamed(stream: AsyncIterable<unknown>) {
    const chunks: AIMessageChunk[] = [];
    for await (const chunk of stream) chunks.push(chunk as AIMessageChunk);
    return { chunks, whole: chunks.reduce((sum, chunk) => sum.concat(chunk)) };
  }

  describe.each([
    ['over HTTP', overHttp],
    ['in process', inProcess],
  ])('%s', (_, modelOf) => {
    it('invokes', async () => {
      const message = await modelOf('tier:cheap').invoke([
        ['system', 'Be brief.'],
        ['human', 'Hello there'],
      ]);
      expect(message.text).toContain('Hello there');
      expect(message.usage_metadata).toMatchObject({
        input_tokens: expect.any(Number),
        output_tokens: expect.any(Number),
      });
      expect(message.response_metadata).toMatchObject({ finish_reason: 'stop' });
      expect(provider.requests.at(-1)?.body).toMatchObject({
        model: 'sim-fast',
        messages: [{ role: 'system', content: 'Be brief.' }, { role: 'user' }],
      });
    });

    it('streams', async () => {
      const { chunks, whole } = await streamed(
        await modelOf('sim/tokens-10-5+cached-4').stream('Hello there'),
      );
      expect(chunks.filter(({ text }) => text !== '').length).toBeGreaterThan(1);
      expect(whole.text).toContain('Hello there');
      expect(whole.usage_metadata).toMatchObject({
        input_tokens: 10,
        output_tokens: 5,
        total_tokens: 15,
        input_token_details: { cache_read: 4 },
      });
    });

    it('calls tools, in a message and in a stream', async () => {
      const model = modelOf('sim/sim-fast').bindTools!([weather]);
      const question = new HumanMessage('Please use the tool.');
      const message = await model.invoke([question]);
      const [call] = message.tool_calls ?? [];
      expect(call).toMatchObject({ name: 'weather', args: { city: expect.any(String) } });

      const { whole } = await streamed(await model.stream([question]));
      expect(whole.tool_calls).toMatchObject([{ name: 'weather', args: call!.args }]);

      const result: ToolMessage = await weather.invoke(call!);
      const answer = await model.invoke([question, message, result]);
      expect(answer.tool_calls).toEqual([]);
      expect(answer.text).not.toBe('');
      expect(provider.requests.at(-1)?.body).toMatchObject({
        messages: [
          { role: 'user' },
          { role: 'assistant', tool_calls: [{ id: call!.id, function: { name: 'weather' } }] },
          { role: 'tool', tool_call_id: call!.id, content: expect.stringMatching(/^Sunny in/) },
        ],
      });
    });

    it('must call a tool where that is asked for', async () => {
      const model = modelOf('sim/sim-fast').bindTools!([weather], { tool_choice: 'any' });
      const { tool_calls: calls } = await model.invoke('Good morning');
      expect(calls).toHaveLength(1);
      expect(provider.requests.at(-1)?.body).toMatchObject({ tool_choice: 'required' });
    });

    it('gives structured output', async () => {
      const model = modelOf('sim/sim-fast');
      const place = await model
        .withStructuredOutput(CITY, { method: 'jsonSchema' })
        .invoke('Where?');
      expect(place).toEqual({ city: expect.any(String) });
      const both = await model
        .withStructuredOutput(CITY, { includeRaw: true, method: 'jsonSchema' })
        .invoke('Where?');
      expect(both).toMatchObject({ raw: { content: expect.any(String) }, parsed: place });
    });

    it('takes images', async () => {
      await modelOf('sim/sim-fast').invoke([
        new HumanMessage({
          content: [
            { type: 'text', text: 'What is this?' },
            { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw==' } },
          ],
        }),
      ]);
      expect(provider.requests.at(-1)?.body).toMatchObject({
        messages: [
          { content: [{ type: 'text' }, { image_url: { url: 'data:image/png;base64,iVBORw==' } }] },
        ],
      });
    });

    it('closes the upstream socket where it is aborted', async () => {
      const controller = new AbortController();
      const call = modelOf('sim/fault-silence').invoke('Hello', { signal: controller.signal });
      await until(() => provider.requests.length === 1);
      controller.abort();
      await expect(call).rejects.toThrow(/abort/i);
      await until(() => provider.requests[0]?.ended === 'aborted');
    });
  });

  it('tells in process how a reply was obtained', async () => {
    const { id, response_metadata: metadata } = await inProcess('tier:cheap').invoke('Hello');
    expect(metadata).toMatchObject({
      model_name: 'sim/sim-fast',
      model_provider: 'sim',
      llm_router: { call_id: id, cache: 'off', attempts: 2, cost_usd: null, warnings: [] },
    });
  });

  it('shows the reasoning in process', async () => {
    const { additional_kwargs: kwargs } = await inProcess('sim/reasoning').invoke('Hello there');
    expect(kwargs.reasoning_content).toContain('Hello there');
  });

  it('rejects in process with the router’s own error, tried no more often than the router did', async () => {
    const failure: unknown = await inProcess('sim/fault-overload')
      .invoke('Hello')
      .catch((error: unknown) => error);
    expect(LlmRouterError.isInstance(failure) && failure.code).toBe('attempts_exhausted');
    expect(provider.requests).toHaveLength(2);
  });

  it('breaks off in process where the reply does', async () => {
    const reading = async () => streamed(await inProcess('sim/fault-cut-3+parts-10').stream('Hi'));
    await expect(reading()).rejects.toMatchObject({ code: 'stream_interrupted' });
  });

  it('refuses output that does not fit the schema', async () => {
    provider.behave({ model: 'sim-fast', text: '{"city": 7}' });
    const model = inProcess('sim/sim-fast');
    await expect(model.withStructuredOutput(CITY).invoke('Where?')).rejects.toThrow(/city|string/);
    const both = await model.withStructuredOutput(CITY, { includeRaw: true }).invoke('Where?');
    expect(both).toMatchObject({ parsed: null });
  });
});
