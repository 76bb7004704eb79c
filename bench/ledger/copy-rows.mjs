// Settled calls as lines for PostgreSQL's COPY: what the ledger itself would insert, without its checks.

/** Columns of both tables, each with how to find its value. */
const SETTLED = {
  id: (it) => it.id,
  status: (it) => it.status,
  error_code: (it) => it.failure?.code,
  error_message: (it) => it.failure?.message,
  finish_reason: (it) => it.finishReason,
  input_tokens: (it) => it.usage.input,
  cache_read_tokens: (it) => it.usage.cacheRead,
  cache_write_tokens: (it) => it.usage.cacheWrite,
  cache_write_long_tokens: (it) => it.usage.cacheWriteLong,
  input_audio_tokens: (it) => it.usage.inputAudio,
  input_image_tokens: (it) => it.usage.inputImage,
  output_tokens: (it) => it.usage.output,
  reasoning_tokens: (it) => it.usage.reasoning,
  output_audio_tokens: (it) => it.usage.outputAudio,
  output_image_tokens: (it) => it.usage.outputImage,
  usage_estimated: (it) => it.usage.estimated,
  usage_suspect: (it) => it.usage.suspect,
  cost_pico_usd: (it) => it.cost,
  started_at: (it) => it.startedAt,
  first_part_ms: (it) => it.firstPartMs,
  duration_ms: (it) => it.durationMs,
  provider: (it) => it.provider,
  served_model: (it) => it.servedModel,
};

const REQUESTS = {
  ...SETTLED,
  key_id: (call) => call.caller.keyId,
  tenant: (call) => call.caller.tenant,
  team: (call) => call.caller.team,
  user_id: (call) => call.caller.user,
  door: (call) => call.caller.door,
  tags: (call) => JSON.stringify(call.tags),
  operation: (call) => call.operation,
  delivery: (call) => call.delivery,
  requested_model: (call) => call.requestedModel,
  cache_state: (call) => call.cache,
  attempt_count: (call) => call.attempts.length,
  task: (call) => call.decision?.task?.task,
  rule: (call) => call.decision?.rule,
  decision: (call) => call.decision && JSON.stringify(call.decision),
};

const ATTEMPTS = {
  ...SETTLED,
  request_id: (_, call) => call.id,
  attempt_index: (it) => it.index,
  model: (it) => it.model,
  upstream_status: (it) => it.failure?.upstreamStatus,
  price_version: (it) => it.priceVersion,
  kind: (it) => it.kind,
  region: (it) => it.region,
  credential: (it) => it.credential,
  waited_ms: (it) => it.waitedMs,
  opened_ms: (it) => it.openedMs,
  cost_input_pico_usd: (it) => it.costParts?.input,
  cost_cache_read_pico_usd: (it) => it.costParts?.cacheRead,
  cost_cache_write_pico_usd: (it) => it.costParts?.cacheWrite,
  cost_output_pico_usd: (it) => it.costParts?.output,
  cost_reasoning_pico_usd: (it) => it.costParts?.reasoning,
  cost_audio_pico_usd: (it) => it.costParts?.audio,
  cost_image_pico_usd: (it) => it.costParts?.image,
  cost_request_pico_usd: (it) => it.costParts?.request,
  saved_pico_usd: (it) => it.saved?.cost,
  saved_input_tokens: (it) => it.saved && it.saved.usage.input + it.saved.usage.cacheRead,
  saved_output_tokens: (it) => it.saved && it.saved.usage.output + it.saved.usage.reasoning,
};

const VALUES = { requests: Object.values(REQUESTS), attempts: Object.values(ATTEMPTS) };

/** The columns of the lines, in their order. */
export const COLUMNS = {
  requests: Object.keys(REQUESTS).join(', '),
  attempts: Object.keys(ATTEMPTS).join(', '),
};

export const requestLine = (call) => line(VALUES.requests, call, call);

export function attemptLines(call) {
  let lines = '';
  for (const attempt of call.attempts) lines += line(VALUES.attempts, attempt, call);
  return call.saved ? lines + line(VALUES.attempts, savedAttempt(call), call) : lines;
}

/** What the cache saved is a row of tries, too. */
function savedAttempt(call) {
  const { id, attempts, saved } = call;
  return {
    ...call,
    id: `${id}-saved`,
    index: attempts.length,
    provider: saved.provider,
    model: saved.model,
    servedModel: undefined,
    cost: 0n,
    kind: 'saved',
  };
}

function line(values, it, call) {
  let text = '';
  for (const valueOf of values) text += `${text === '' ? '' : '\t'}${field(valueOf(it, call))}`;
  return `${text}\n`;
}

const SPECIAL = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function field(value) {
  if (value === undefined || value === null) return '\\N';
  return typeof value === 'string' && /[\\\t\n\r]/.test(value)
    ? value.replaceAll(/[\\\t\n\r]/g, (it) => SPECIAL[it])
    : String(value);
}
