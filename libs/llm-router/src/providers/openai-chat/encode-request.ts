import type { ChatRequest } from '../../contracts/chat-request.js';
import type { ProviderCall } from '../../contracts/provider-adapter.js';
import type { ChatQuirks } from './chat-quirks.js';
import { encodeFormat, withInstruction } from './encode-format.js';
import { encodeMessages } from './encode-messages.js';
import { unsupportedParameters } from './unsupported-parameters.js';

export interface EncodedRequest {
  /** JSON text. */
  readonly body: string;
  /** What is not sent, or not as it was asked for. */
  readonly warnings: readonly string[];
}

/**
 * A Chat Completions request: the caller's own fields, with ours replaced, and without what the vendor refuses. `model`
 * is what the vendor calls it.
 */
export function encodeRequest(
  call: ProviderCall,
  provider: string,
  quirks: ChatQuirks,
  model = call.upstreamModel,
): EncodedRequest {
  const { tier: _tier, stream: _stream, stream_options, ...fields } = call.request;
  const unsupported = unsupportedParameters(call.request, call.upstreamModel, quirks);
  const warnings = unsupported.map((name) => warningOf(name, provider));
  const { format, instruction } = encodeFormat(fields.response_format, quirks);
  const messages = encodeMessages(fields.messages, quirks, warnings);
  return {
    body: JSON.stringify({
      ...adapted(fields, unsupported, quirks),
      model,
      messages: instruction === undefined ? messages : withInstruction(messages, instruction),
      response_format: format,
      ...(call.delivery === 'stream'
        ? {
            stream: true,
            ...(quirks.noStreamOptions === true
              ? {}
              : { stream_options: { ...stream_options, include_usage: true } }),
          }
        : {}),
    }),
    warnings,
  };
}

function warningOf(name: string, provider: string): string {
  return name === 'response_format'
    ? `response_format: json_schema is asked for in words, since provider ${provider} does not enforce it.`
    : `${name} is not sent: provider ${provider} does not take it for this model.`;
}

function adapted(
  fields: Readonly<Record<string, unknown>>,
  unsupported: readonly string[],
  { renamed = {}, tokenLimit }: ChatQuirks,
): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (!unsupported.includes(name)) body[renamed[name] ?? name] = value;
  }
  if (tokenLimit !== undefined) {
    const { max_completion_tokens, max_tokens } = fields as Partial<ChatRequest>;
    delete body.max_tokens;
    delete body.max_completion_tokens;
    body[tokenLimit] = max_completion_tokens ?? max_tokens ?? undefined;
  }
  return body;
}
