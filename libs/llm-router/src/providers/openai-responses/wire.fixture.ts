/** Wire texts in the shape of OpenAI's API reference, "Responses": the response object and its streaming events. */

export const RESPONSE = {
  id: 'resp_67ccd2bed1ec8190',
  object: 'response',
  created_at: 1741476542,
  status: 'completed',
  error: null,
  incomplete_details: null,
  model: 'gpt-5-pro-2025-10-06',
  output: [
    {
      type: 'reasoning',
      id: 'rs_1',
      summary: [{ type: 'summary_text', text: 'A greeting.' }],
      encrypted_content: 'gAAAAABtoken',
    },
    {
      type: 'message',
      id: 'msg_1',
      status: 'completed',
      role: 'assistant',
      content: [{ type: 'output_text', text: 'Hello there!', annotations: [] }],
    },
  ],
  service_tier: 'default',
  usage: {
    input_tokens: 36,
    input_tokens_details: { cached_tokens: 6, cache_write_tokens: 0 },
    output_tokens: 87,
    output_tokens_details: { reasoning_tokens: 64 },
    total_tokens: 123,
  },
};

const { output: _output, usage: _usage, ...HEAD } = RESPONSE;
/** It begins with the tier that was asked for. */
const OPEN = { ...HEAD, service_tier: 'auto', status: 'in_progress', output: [], usage: null };

export interface Event {
  readonly type: string;
  readonly [field: string]: unknown;
}

export function stream(...events: readonly Event[]): Buffer {
  return Buffer.from(
    events.map((it) => `event: ${it.type}\ndata: ${JSON.stringify(it)}\n\n`).join(''),
  );
}

export const CREATED: Event = { type: 'response.created', sequence_number: 0, response: OPEN };

export function added(output_index: number, item: object): Event {
  return { type: 'response.output_item.added', output_index, item };
}

export function done(output_index: number, item: object): Event {
  return { type: 'response.output_item.done', output_index, item };
}

export function text(output_index: number, delta: string): Event {
  return { type: 'response.output_text.delta', output_index, content_index: 0, delta };
}

export function ended(fields: object = {}): Event {
  const response = { ...RESPONSE, output: [], ...fields };
  return { type: `response.${response.status}`, response };
}

export const HELLO: readonly Event[] = [
  CREATED,
  { type: 'response.in_progress', sequence_number: 1, response: OPEN },
  added(0, { type: 'message', id: 'msg_1', role: 'assistant', content: [] }),
  { type: 'response.content_part.added', output_index: 0, content_index: 0, part: {} },
  text(0, 'Grüß'),
  text(0, ' dich 🌍'),
  { type: 'response.output_text.done', output_index: 0, text: 'Grüß dich 🌍' },
  done(0, { type: 'message', content: [{ type: 'output_text', text: 'Grüß dich 🌍' }] }),
  ended(),
];
