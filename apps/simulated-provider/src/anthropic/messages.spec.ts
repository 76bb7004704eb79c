import { SimulatedProvider } from '../simulated-provider.js';
import { eventsOf } from '../testing/events.js';
import { ANTHROPIC_HEADERS as headers, messageBody, post, postMessage } from '../testing/post.js';
import type { Parsed } from '../testing/parsed.js';
import { countTokens } from '../token-count.js';

const TOOL = {
  name: 'lookup',
  input_schema: { type: 'object', properties: { id: { type: 'integer', minimum: 7 } } },
};
const TEXT = 'Simulated answer to: hello';

let provider: SimulatedProvider;
beforeAll(async () => (provider = await SimulatedProvider.start()));
afterEach(() => provider.reset());
afterAll(() => provider.close());

const json = async (more: object = {}): Promise<Parsed> =>
  (await postMessage(provider, 'sim-smart', more)).json();
const stream = async (more: object = {}): Promise<Parsed[]> => {
  const response = await postMessage(provider, 'sim-smart', { stream: true, ...more });
  return eventsOf(await response.text()).map(({ event, data }) => {
    const parsed = JSON.parse(data);
    expect(parsed.type).toBe(event);
    return parsed;
  });
};

describe('messages as JSON', () => {
  it('echoes the last user message, cached tokens apart', async () => {
    provider.behave({ cachedTokens: 30, promptTokens: 50 });
    const response = await postMessage(provider, 'sim-smart', { system: 'be kind' });
    expect(response.headers.get('request-id')).toMatch(/^req_/);
    expect(await response.json()).toMatchObject({
      type: 'message',
      role: 'assistant',
      content: [{ type: 'text', text: TEXT }],
      stop_reason: 'end_turn',
      stop_sequence: null,
      usage: {
        input_tokens: 20,
        cache_read_input_tokens: 30,
        output_tokens: countTokens(TEXT),
      },
    });
    expect(provider.stats()['sim-smart']).toMatchObject({ promptTokens: 50, cachedTokens: 30 });
  });

  it('uses tools, and answers in words after their results', async () => {
    const used = await json({ tools: [TOOL], tool_choice: { type: 'any' } });
    expect(used.stop_reason).toBe('tool_use');
    expect(used.content).toMatchObject([{ type: 'tool_use', name: 'lookup', input: { id: 7 } }]);
    const result = { type: 'tool_result', tool_use_id: used.content[0].id, content: 'found' };
    const messages = [
      { role: 'user', content: 'lookup it' },
      { role: 'assistant', content: used.content },
      { role: 'user', content: [result] },
    ];
    const after = await json({ tools: [TOOL], messages });
    expect(after.content[0].text).toBe("Simulated answer using the tool's result: found");
  });

  it('keeps to limits and stop sequences, and thinks when asked to', async () => {
    expect(await json({ max_tokens: 2 })).toMatchObject({ stop_reason: 'max_tokens' });
    expect(await json({ stop_sequences: [' to'] })).toMatchObject({
      stop_reason: 'stop_sequence',
      stop_sequence: ' to',
      content: [{ text: 'Simulated answer' }],
    });
    const { content } = await json({ thinking: { type: 'enabled', budget_tokens: 1024 } });
    expect(content.map((block: Parsed) => block.type)).toEqual(['thinking', 'text']);
    const schema = TOOL.input_schema;
    const fitted = await json({ output_config: { format: { type: 'json_schema', schema } } });
    expect(JSON.parse(fitted.content[0].text)).toEqual({ id: 7 });
  });

  it('refuses what Anthropic would, in its own words', async () => {
    const expectRefusal = async (response: Response, message: RegExp) => {
      expect(response.status).toBe(400);
      expect(await response.json()).toEqual({
        type: 'error',
        error: { type: 'invalid_request_error', message: expect.stringMatching(message) },
        request_id: expect.stringMatching(/^req_/),
      });
    };
    await expectRefusal(await post(provider, '/v1/messages', '{oops', { headers }), /JSON/);
    await expectRefusal(await postMessage(provider, 'm', { max_tokens: undefined }), /max_tokens/);
    await expectRefusal(
      await post(provider, '/v1/messages', messageBody('m')),
      /anthropic-version/,
    );
  });

  it('counts tokens without answering', async () => {
    const path = '/v1/messages/count_tokens';
    const response = await post(provider, path, messageBody('sim-smart', '12345678'), { headers });
    expect(await response.json()).toEqual({ input_tokens: 2 });
  });
});

describe('messages as a stream', () => {
  it('sends the events in their order', async () => {
    const events = await stream();
    const types = events.map((event) => event.type);
    expect(types.filter((type, index) => type !== types[index - 1])).toEqual([
      'message_start',
      'content_block_start',
      'ping',
      'content_block_delta',
      'content_block_stop',
      'message_delta',
      'message_stop',
    ]);
    expect(events.map((event) => event.delta?.text ?? '').join('')).toBe(TEXT);
    expect(events.at(-2)).toMatchObject({
      delta: { stop_reason: 'end_turn' },
      usage: { output_tokens: countTokens(TEXT) },
    });
  });

  it('streams thinking with its signature, and tool input in pieces', async () => {
    const events = await stream({
      thinking: { type: 'enabled', budget_tokens: 1024 },
      tools: [TOOL],
      tool_choice: { type: 'tool', name: 'lookup' },
    });
    const kinds = new Set(events.map((event) => event.delta?.type).filter(Boolean));
    expect([...kinds]).toEqual(['thinking_delta', 'signature_delta', 'input_json_delta']);
    const input = events.map((event) => event.delta?.partial_json ?? '').join('');
    expect(JSON.parse(input)).toEqual({ id: 7 });
  });
});
