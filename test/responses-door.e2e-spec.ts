import OpenAI from 'openai';
import type { SimulatedProvider } from 'simulated-provider';
import { DoorApp } from './support/door-app.js';
import { PLATFORMS } from './support/platforms.js';
import { until } from './support/until.js';

type Event = OpenAI.Responses.ResponseStreamEvent;

/** What came out is handed back as it is; the client's types forbid it for kinds that do not occur here. */
const asInput = (output: readonly OpenAI.Responses.ResponseOutputItem[]) =>
  output as OpenAI.Responses.ResponseInputItem[];

const weather: OpenAI.Responses.FunctionTool = {
  type: 'function',
  name: 'weather',
  description: 'The weather of a city',
  strict: null,
  parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
};

describe.each(PLATFORMS)('the Responses door on %s', (platform) => {
  let provider: SimulatedProvider;
  let doors: DoorApp;
  let client: OpenAI;
  let stranger: OpenAI;

  beforeAll(async () => {
    doors = await DoorApp.start(platform);
    provider = doors.provider;
    const baseURL = `${doors.url}/v1`;
    client = new OpenAI({ apiKey: 'k', baseURL, maxRetries: 0 });
    stranger = new OpenAI({
      apiKey: 'k',
      baseURL,
      maxRetries: 0,
      defaultHeaders: { 'x-tenant': 'other' },
    });
  });

  afterAll(() => doors.close());

  beforeEach(() => doors.reset());

  const received = () => provider.requests.at(-1)!;

  async function eventsOf(
    body: Omit<OpenAI.Responses.ResponseCreateParamsStreaming, 'stream'>,
  ): Promise<Event[]> {
    const events: Event[] = [];
    for await (const event of await client.responses.create({ ...body, stream: true })) {
      events.push(event);
    }
    return events;
  }

  describe.each(['openai/sim-fast', 'anthropic/sim-fast'])('a response of %s', (model) => {
    it('is one document, or the same as typed events with numbers', async () => {
      const response = await client.responses.create({ model, input: 'Say something.' });
      expect(response).toMatchObject({
        id: expect.stringMatching(/^resp_\w{32,}$/),
        object: 'response',
        status: 'completed',
        model: 'sim-fast',
        error: null,
        incomplete_details: null,
        output: [
          {
            type: 'message',
            role: 'assistant',
            status: 'completed',
            content: [{ type: 'output_text', annotations: [] }],
          },
        ],
        usage: { total_tokens: expect.any(Number) },
      });
      expect(response.output_text).toMatch(/\w/);

      const events = await eventsOf({ model, input: 'Say something.' });
      expect(events.map((event) => event.sequence_number)).toEqual(events.map((_, index) => index));
      const types = events.map((event) => event.type);
      expect(types.filter((type, index) => type !== types[index - 1])).toEqual([
        'response.created',
        'response.in_progress',
        'response.output_item.added',
        'response.content_part.added',
        'response.output_text.delta',
        'response.output_text.done',
        'response.content_part.done',
        'response.output_item.done',
        'response.completed',
      ]);
      const last = events.at(-1);
      expect(last?.type === 'response.completed' && last.response.usage).toEqual(response.usage);
      const streamed = await client.responses
        .stream({ model, input: 'Say something.' })
        .finalResponse();
      expect(streamed.output_text).toBe(response.output_text);
    });

    it('calls functions, and goes on from their results', async () => {
      const request = { model, tools: [weather], input: 'Please use the tool.' };
      const response = await client.responses.create(request);
      const [call] = response.output;
      expect(call).toMatchObject({ type: 'function_call', name: 'weather', status: 'completed' });
      const { call_id, arguments: args } = call as OpenAI.Responses.ResponseFunctionToolCall;
      expect(JSON.parse(args)).toEqual({ city: expect.any(String) });

      const events = await eventsOf(request);
      const done = events.find((it) => it.type === 'response.function_call_arguments.done');
      expect(done).toMatchObject({ arguments: args });
      const deltas = events.flatMap((it) =>
        it.type === 'response.function_call_arguments.delta' ? [it.delta] : [],
      );
      expect(deltas.join('')).toBe(args);

      const answered = await client.responses.create({
        model,
        tools: [weather],
        previous_response_id: response.id,
        input: [{ type: 'function_call_output', call_id, output: 'Sunny.' }],
      });
      expect(answered.output_text).toContain('Sunny.');

      const stateless = await client.responses.create({
        model,
        tools: [weather],
        store: false,
        input: [
          { role: 'user', content: 'Please use the tool.' },
          ...asInput(response.output),
          { type: 'function_call_output', call_id, output: 'Sunny.' },
        ],
      });
      expect(stateless.output_text).toBe(answered.output_text);
    });

    it('tells thoughts as a summary, and takes them back sealed', async () => {
      const request = {
        model: `${model}+reasoning`.replace('sim-fast+', ''),
        input: 'Think.',
        include: ['reasoning.encrypted_content' as const],
      };
      const events = await eventsOf(request);
      const types = events.map((event) => event.type);
      expect(types).toContain('response.reasoning_summary_text.delta');
      expect(types.indexOf('response.reasoning_summary_part.done')).toBeLessThan(
        types.indexOf('response.output_text.delta'),
      );
      const { output } = await client.responses.create(request);
      expect(output.map((item) => item.type)).toEqual(['reasoning', 'message']);
      await client.responses.create({
        ...request,
        input: [...asInput(output), { role: 'user', content: 'And?' }],
      });
      expect(doors.sink.calls.at(-1)?.status).toBe('succeeded');
    });
  });

  it('keeps to a text format', async () => {
    const { output_text } = await client.responses.create({
      model: 'openai/sim-fast',
      input: 'Where?',
      text: {
        format: { type: 'json_schema', name: 'city', schema: weather.parameters!, strict: true },
      },
    });
    expect(JSON.parse(output_text)).toEqual({ city: expect.any(String) });
  });

  it('says what is missing', async () => {
    const request = { model: 'openai/sim-fast', input: 'Say a lot.', max_output_tokens: 2 };
    expect(await client.responses.create(request)).toMatchObject({
      status: 'incomplete',
      incomplete_details: { reason: 'max_output_tokens' },
    });
    expect((await eventsOf(request)).at(-1)?.type).toBe('response.incomplete');
  });

  describe('a conversation', () => {
    it('goes on from what is stored, without the instructions of before', async () => {
      const first = await client.responses.create({
        model: 'openai/sim-fast',
        instructions: 'Be brief.',
        input: 'My name is Ann.',
      });
      for await (const _ of await client.responses.create({
        model: 'openai/sim-fast',
        previous_response_id: first.id,
        input: 'Who am I?',
        stream: true,
      }));
      expect(received().body).toMatchObject({
        messages: [
          { role: 'user', content: 'My name is Ann.' },
          { role: 'assistant', content: first.output_text },
          { role: 'user', content: 'Who am I?' },
        ],
      });
    });

    it('can be read and deleted by its tenant alone', async () => {
      const { _request_id, output_text, ...created } = await client.responses.create({
        model: 'openai/sim-fast',
        input: 'Hello.',
      });
      const { id } = created;
      expect(await client.responses.retrieve(id)).toMatchObject({ ...created, output_text });
      await expect(stranger.responses.retrieve(id)).rejects.toMatchObject({ status: 404 });
      await expect(stranger.responses.delete(id)).rejects.toMatchObject({ status: 404 });
      await expect(
        stranger.responses.create({
          model: 'openai/sim-fast',
          input: 'And?',
          previous_response_id: id,
        }),
      ).rejects.toMatchObject({ status: 400, code: 'previous_response_not_found' });
      await client.responses.delete(id);
      await expect(client.responses.retrieve(id)).rejects.toMatchObject({ status: 404 });
    });

    it('is kept nowhere where the caller wants that', async () => {
      const { id, store } = (await client.responses.create({
        model: 'openai/sim-fast',
        input: 'Hello.',
        store: false,
      })) as OpenAI.Responses.Response & { store: boolean };
      expect(store).toBe(false);
      await expect(client.responses.retrieve(id)).rejects.toMatchObject({ status: 404 });
    });
  });

  describe('failures', () => {
    it('of a client that leaves close the upstream socket', async () => {
      const stream = await client.responses.create({
        model: 'openai/fault-slow-drip-20+parts-1000',
        input: 'Hello.',
        stream: true,
      });
      for await (const event of stream) if (event.type === 'response.output_text.delta') break;
      await until(() => received().ended !== undefined && doors.sink.calls.length > 0);
      expect(received().ended).toBe('aborted');
      expect(doors.sink.calls).toMatchObject([{ status: 'aborted' }]);
    });

    it.each([
      [{ input: 5 }, 'input'],
      [{ input: [{ type: 'computer_call' }] }, 'input[0].type'],
      [{ input: 'a', tools: [{ type: 'web_search' }] }, 'tools[0].type'],
      [{ input: 'a', background: true }, 'background'],
    ])('of %j name the field', async (body, param) => {
      await expect(
        client.responses.create({ model: 'openai/sim-fast', ...body } as never),
      ).rejects.toMatchObject({ status: 400, param });
      expect(provider.requests).toHaveLength(0);
    });

    it.each(['openai', 'anthropic'])('of a broken stream are no end, from %s', async (name) => {
      const events = await eventsOf({ model: `${name}/fault-cut-3+parts-10`, input: 'Hello.' });
      const last = events.at(-1);
      expect(last).toMatchObject({
        type: 'response.failed',
        response: { status: 'failed', error: { code: 'server_error' } },
      });
      expect(events.map((event) => event.type)).not.toContain('response.completed');
      await expect(
        client.responses.create({ model: `${name}/fault-cut-3+parts-10`, input: 'Hello.' }),
      ).rejects.toMatchObject({ status: 503 });
      const { id } = (last as OpenAI.Responses.ResponseFailedEvent).response;
      await expect(client.responses.retrieve(id)).rejects.toMatchObject({ status: 404 });
    });
  });
});
