/** The usage that an answer of `/v1/chat/completions` or `/v1/embeddings` tells its caller. */
export function usageOfDocument(text) {
  const { usage } = JSON.parse(text);
  return { input: usage.prompt_tokens, output: usage.completion_tokens ?? 0 };
}

/** The same of its stream; undefined where the stream does not end as one does. */
export function usageOfStream(text) {
  if (!text.endsWith('data: [DONE]\n\n')) return undefined;
  const usage = events(text).findLast((event) => event.usage)?.usage;
  return usage && { input: usage.prompt_tokens, output: usage.completion_tokens };
}

/** The same of a stream of `/v1/messages`. */
export function usageOfMessages(text) {
  const all = events(text);
  if (all.at(-1)?.type !== 'message_stop') return undefined;
  const usage = Object.assign(
    {},
    all.find(({ type }) => type === 'message_start')?.message.usage,
    all.findLast(({ type }) => type === 'message_delta')?.usage,
  );
  const cached = (usage.cache_read_input_tokens ?? 0) + (usage.cache_creation_input_tokens ?? 0);
  return { input: usage.input_tokens + cached, output: usage.output_tokens };
}

function events(text) {
  return [...text.matchAll(/^data: (\{.*)$/gm)].map(([, json]) => JSON.parse(json));
}
