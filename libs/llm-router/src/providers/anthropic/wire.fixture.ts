/** Wire texts in the shape of Anthropic's API reference, "Messages", and its "Streaming messages" guide. */

export const DOCUMENT = {
  id: 'msg_013Zva2CMHLNnjNjJJKqJ2EF',
  type: 'message',
  role: 'assistant',
  model: 'claude-sonnet-4-5-20250929',
  content: [{ type: 'text', text: 'Hi! My name is Claude.', citations: null }],
  stop_reason: 'end_turn',
  stop_sequence: null,
  usage: {
    input_tokens: 2095,
    cache_creation_input_tokens: 20,
    cache_creation: { ephemeral_5m_input_tokens: 5, ephemeral_1h_input_tokens: 15 },
    cache_read_input_tokens: 30,
    output_tokens: 503,
    output_tokens_details: { thinking_tokens: 400 },
    service_tier: 'standard',
  },
};

export interface WireEvent {
  readonly type: string;
  readonly [field: string]: unknown;
}

export const START: WireEvent = {
  type: 'message_start',
  message: {
    id: 'msg_1nZdL29xx5MUA1yADyHTEsnR8uuvGzszyY',
    type: 'message',
    role: 'assistant',
    content: [],
    model: 'claude-sonnet-4-5-20250929',
    stop_reason: null,
    stop_sequence: null,
    usage: {
      input_tokens: 25,
      cache_read_input_tokens: 4,
      output_tokens: 1,
      service_tier: 'priority',
    },
  },
};

export const blockStart = (index: number, content_block: unknown): WireEvent => ({
  type: 'content_block_start',
  index,
  content_block,
});

export const blockDelta = (index: number, delta: unknown): WireEvent => ({
  type: 'content_block_delta',
  index,
  delta,
});

export const blockStop = (index: number): WireEvent => ({ type: 'content_block_stop', index });

export const messageDelta = (stop_reason: string, usage: unknown): WireEvent => ({
  type: 'message_delta',
  delta: { stop_reason, stop_sequence: null },
  usage,
});

export const STOP: WireEvent = { type: 'message_stop' };

export const HELLO: readonly WireEvent[] = [
  START,
  blockStart(0, { type: 'text', text: '' }),
  { type: 'ping' },
  blockDelta(0, { type: 'text_delta', text: 'Grüß' }),
  blockDelta(0, { type: 'text_delta', text: ' dich 🌍' }),
  blockStop(0),
  messageDelta('end_turn', { output_tokens: 15 }),
  STOP,
];

export function stream(...events: readonly WireEvent[]): string {
  return events.map((it) => `event: ${it.type}\ndata: ${JSON.stringify(it)}\n\n`).join('');
}
