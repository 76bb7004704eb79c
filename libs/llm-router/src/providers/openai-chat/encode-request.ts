import type { ProviderCall } from '../../contracts/provider-adapter.js';

/** The body of a Chat Completions request: the caller's own fields, with ours replaced or taken out. */
export function encodeRequest(call: ProviderCall): string {
  const { tier: _tier, stream: _stream, stream_options, ...fields } = call.request;
  return JSON.stringify({
    ...fields,
    model: call.upstreamModel,
    ...(call.delivery === 'stream'
      ? { stream: true, stream_options: { ...stream_options, include_usage: true } }
      : {}),
  });
}
