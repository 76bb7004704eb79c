/** Wire texts in the shape of OpenAI's API reference, "Chat Completions": the chat completion object and the chunk object. */

export const DOCUMENT = {
  id: 'chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT',
  object: 'chat.completion',
  created: 1741569952,
  model: 'gpt-4.1-2025-04-14',
  choices: [
    {
      index: 0,
      message: {
        role: 'assistant',
        content: 'Hello! How can I assist you today?',
        refusal: null,
        annotations: [],
      },
      logprobs: null,
      finish_reason: 'stop',
    },
  ],
  usage: {
    prompt_tokens: 19,
    completion_tokens: 10,
    total_tokens: 29,
    prompt_tokens_details: { cached_tokens: 8, audio_tokens: 1 },
    completion_tokens_details: {
      reasoning_tokens: 3,
      audio_tokens: 2,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  },
  service_tier: 'default',
  system_fingerprint: 'fp_44709d6fcb',
};

const HEAD = {
  id: 'chatcmpl-123',
  object: 'chat.completion.chunk',
  created: 1694268190,
  model: 'gpt-4o-mini',
  system_fingerprint: 'fp_44709d6fcb',
};

/** One chunk of the stream with a single choice. */
export function delta(delta: unknown, finish_reason: string | null = null, index = 0): string {
  return JSON.stringify({
    ...HEAD,
    choices: [{ index, delta, logprobs: null, finish_reason }],
    usage: null,
  });
}

export const USAGE = JSON.stringify({
  ...HEAD,
  choices: [],
  usage: { prompt_tokens: 9, completion_tokens: 3, total_tokens: 12 },
});

export function stream(...payloads: string[]): string {
  return payloads.map((it) => `data: ${it}\n\n`).join('');
}

export const HELLO = [
  delta({ role: 'assistant', content: '', refusal: null }),
  delta({ content: 'Grüß' }),
  delta({ content: ' dich 🌍' }),
  delta({}, 'stop'),
  USAGE,
];
