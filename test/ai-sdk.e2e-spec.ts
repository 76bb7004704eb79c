import 'reflect-metadata';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { LanguageModelV3, LanguageModelV4 } from '@ai-sdk/provider';
import {
  APICallError,
  generateText,
  type LanguageModel,
  NoObjectGeneratedError,
  Output,
  stepCountIs,
  streamText,
  tool,
  ToolLoopAgent,
} from 'ai';
import { type LlmRouter, LlmRouterError } from 'nestjs-llm-router';
import type { SimulatedProvider } from 'simulated-provider';
import { z } from 'zod';
import { ClientApp } from './support/client-app.js';
import { until } from './support/until.js';

const CITY = z.object({ city: z.string() });

describe('the AI SDK', () => {
  let app: ClientApp;
  let provider: SimulatedProvider;
  let url: string;
  let router: LlmRouter;

  beforeAll(async () => {
    // It would write warnings to the console; the tests read them from the results.
    globalThis.AI_SDK_LOG_WARNINGS = false;
    app = await ClientApp.start('tokens-10-5');
    ({ provider, url, router } = app);
  });

  afterAll(() => app.close());

  beforeEach(() => provider.reset());

  const overHttp = (model: string): LanguageModel =>
    createOpenAICompatible({
      name: 'router',
      baseURL: `${url}/v1`,
      apiKey: 'caller-key',
      includeUsage: true,
      supportsStructuredOutputs: true,
    })(model);
  const inProcess = (model: string): LanguageModelV4 => router.languageModel(model);
  const inProcessV3 = (model: string): LanguageModelV3 =>
    router.languageModel(model, { specificationVersion: 'v3' });

  const weather = () => {
    const asked: string[] = [];
    return {
      asked,
      tools: {
        weather: tool({
          description: 'The weather of a city',
          inputSchema: CITY,
          execute: async ({ city }) => {
            asked.push(city);
            return { sky: 'clear' };
          },
        }),
      },
    };
  };

  describe.each([
    ['over HTTP', overHttp],
    ['in process', inProcess],
    ['in process, as v3', inProcessV3],
  ])('%s', (_, modelOf) => {
    const options = { maxRetries: 0 } as const;

    it('generates a text', async () => {
      const { text, usage, finishReason } = await generateText({
        ...options,
        model: modelOf('tier:cheap'),
        system: 'Be brief.',
        prompt: 'Hello there',
      });
      expect(text).toContain('Hello there');
      expect(finishReason).toBe('stop');
      expect(usage.inputTokens).toBeGreaterThan(0);
      expect(usage.outputTokens).toBeGreaterThan(0);
      expect(provider.requests.at(-1)?.body).toMatchObject({
        model: 'sim-fast',
        messages: [{ role: 'system', content: 'Be brief.' }, { role: 'user' }],
      });
    });

    it('streams a text', async () => {
      const result = streamText({
        ...options,
        model: modelOf('tier:cheap'),
        prompt: 'Hello there',
      });
      const pieces: string[] = [];
      for await (const piece of result.textStream) pieces.push(piece);
      expect(pieces.length).toBeGreaterThan(1);
      expect(pieces.join('')).toContain('Hello there');
      expect(await result.finishReason).toBe('stop');
      expect((await result.usage).inputTokens).toBeGreaterThan(0);
    });

    it('shows the reasoning', async () => {
      const model = modelOf('sim/reasoning');
      const whole = await generateText({ ...options, model, prompt: 'Hello there' });
      expect(whole.reasoningText).toContain('Hello there');
      const streamed = streamText({ ...options, model, prompt: 'Hello there' });
      await streamed.consumeStream();
      expect(await streamed.reasoningText).toBe(whole.reasoningText);
    });

    it('calls tools until it has an answer', async () => {
      const { tools, asked } = weather();
      const result = await generateText({
        ...options,
        model: modelOf('sim/sim-fast'),
        prompt: 'Please use the tool.',
        tools,
        stopWhen: stepCountIs(3),
      });
      expect(asked).toEqual([expect.any(String)]);
      expect(result.steps.map((step) => step.finishReason)).toEqual(['tool-calls', 'stop']);
      expect(provider.requests.at(-1)?.body).toMatchObject({
        messages: [
          { role: 'user' },
          { role: 'assistant', tool_calls: [{ function: { name: 'weather' } }] },
          { role: 'tool', content: '{"sky":"clear"}' },
        ],
      });
    });

    it('calls tools while it streams', async () => {
      const { tools, asked } = weather();
      const result = streamText({
        ...options,
        model: modelOf('sim/sim-fast'),
        prompt: 'Please use the tool.',
        tools,
        stopWhen: stepCountIs(3),
      });
      await result.consumeStream();
      expect(asked).toEqual([expect.any(String)]);
      expect((await result.steps).map((step) => step.finishReason)).toEqual(['tool-calls', 'stop']);
    });

    it('serves agents', async () => {
      const { tools, asked } = weather();
      const agent = new ToolLoopAgent({ model: modelOf('sim/sim-fast'), tools });
      const { text } = await agent.generate({ prompt: 'Please use the tool.' });
      expect(asked).toHaveLength(1);
      expect(text).not.toBe('');
    });

    it('gives structured output, whole and as it grows', async () => {
      const model = modelOf('sim/sim-fast');
      const output = Output.object({ schema: CITY });
      const whole = await generateText({ ...options, model, output, prompt: 'Where?' });
      expect(whole.output).toEqual({ city: expect.any(String) });
      expect(provider.requests.at(-1)?.body).toMatchObject({
        response_format: { type: 'json_schema', json_schema: { strict: true } },
      });
      const streamed = streamText({ ...options, model, output, prompt: 'Where?' });
      let last: unknown;
      for await (const partial of streamed.partialOutputStream) last = partial;
      expect(last).toEqual(whole.output);
    });

    it('says what it could not make an object of', async () => {
      provider.behave({ model: 'sim-fast', text: 'no object' });
      await expect(
        generateText({
          ...options,
          model: modelOf('sim/sim-fast'),
          output: Output.object({ schema: CITY }),
          prompt: 'Where?',
        }),
      ).rejects.toThrow(NoObjectGeneratedError);
    });

    it('sends images as they are', async () => {
      const image = new Uint8Array([0x89, 0x50, 0x4e, 0x47]);
      await generateText({
        ...options,
        model: modelOf('sim/sim-fast'),
        messages: [
          {
            role: 'user',
            content: [
              { type: 'text', text: 'What is this?' },
              { type: 'file', data: image, mediaType: 'image/png' },
            ],
          },
        ],
      });
      expect(provider.requests.at(-1)?.body).toMatchObject({
        messages: [
          {
            content: [
              { type: 'text', text: 'What is this?' },
              { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw==' } },
            ],
          },
        ],
      });
    });

    it('tells where a stream breaks off', async () => {
      const errors: unknown[] = [];
      const result = streamText({
        ...options,
        model: modelOf('sim/fault-cut-3+parts-10'),
        prompt: 'Hello',
        onError: ({ error }) => void errors.push(error),
      });
      const pieces: string[] = [];
      for await (const piece of result.textStream) pieces.push(piece);
      expect(pieces.join('')).not.toBe('');
      expect(errors).toHaveLength(1);
      expect(JSON.stringify(errors[0], ['message', 'code']) + String(errors[0])).toMatch(
        /broke off/,
      );
    });

    it('closes the upstream socket where it is aborted', async () => {
      const controller = new AbortController();
      const call = generateText({
        ...options,
        model: modelOf('sim/fault-silence'),
        prompt: 'Hello',
        abortSignal: controller.signal,
      });
      await until(() => provider.requests.length === 1);
      controller.abort();
      await expect(call).rejects.toMatchObject({ name: 'AbortError' });
      await until(() => provider.requests[0]?.ended === 'aborted');
    });
  });

  it.each([inProcess, inProcessV3])(
    'does not retry in process what the router has tried',
    async (modelOf) => {
      const failure: unknown = await generateText({
        model: modelOf('sim/fault-overload'),
        prompt: 'Hello',
        maxRetries: 2,
      }).catch((error: unknown) => error);
      expect(APICallError.isInstance(failure)).toBe(true);
      expect(failure).toMatchObject({ statusCode: 503, isRetryable: false });
      expect(provider.requests).toHaveLength(2);
      const { cause } = failure as Error;
      expect(LlmRouterError.isInstance(cause) && cause.code).toBe('attempts_exhausted');
    },
  );

  it('tells in process how a reply was obtained', async () => {
    const { providerMetadata, response, warnings } = await generateText({
      model: inProcess('sim/tokens-10-5'),
      prompt: 'Hello',
      providerOptions: { llmRouter: { user: 'ann' }, openai: { store: true } },
    });
    expect(providerMetadata?.llmRouter).toEqual({
      callId: response.id,
      model: 'sim/tokens-10-5',
      provider: 'sim',
      cache: 'off',
      attempts: 1,
      costUsd: '0.00002',
    });
    expect(response.modelId).toBe('sim/tokens-10-5');
    expect(provider.requests.at(-1)?.body).toMatchObject({ user: 'ann' });
    expect(JSON.stringify(warnings)).toContain('providerOptions.openai is not sent');
  });

  it('obeys the options that the model was made with', async () => {
    const model = router.languageModel('sim/sim-fast', {
      redact: { entities: ['email'], action: 'block' },
    });
    await expect(
      generateText({ model, prompt: 'Write to ann@example.org.' }),
    ).rejects.toMatchObject({ statusCode: 403, data: { code: 'content_blocked' } });
    expect(provider.requests).toHaveLength(0);
  });

  it('shows unsigned thoughts to no vendor again', async () => {
    const model = inProcess('sim/reasoning');
    const first = await generateText({ model, prompt: 'Hello there' });
    expect(first.reasoningText).not.toBe('');
    await generateText({
      model,
      messages: [
        { role: 'user', content: 'Hello there' },
        ...first.response.messages,
        { role: 'user', content: 'And now?' },
      ],
    });
    const sent = JSON.stringify(provider.requests.at(-1)?.body);
    expect(sent).toContain(first.text);
    expect(sent).not.toContain(first.reasoningText);
  });

  it('closes the upstream socket of a stream that is not read on', async () => {
    const { stream } = await inProcess('sim/fault-stall-2').doStream({
      prompt: [{ role: 'user', content: [{ type: 'text', text: 'Hello' }] }],
    });
    const reader = stream.getReader();
    await reader.read();
    await reader.cancel();
    await until(() => provider.requests[0]?.ended === 'aborted');
  });
});
