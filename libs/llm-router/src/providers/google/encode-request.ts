import type { ChatRequest } from '../../contracts/chat-request.js';
import type { ProviderCall } from '../../contracts/provider-adapter.js';
import { unknownParameterWarnings } from '../unknown-parameters.js';
import { encodeMessages } from './encode-messages.js';
import { encodeThinking } from './encode-thinking.js';
import { encodeTools } from './encode-tools.js';
import { traitsOf } from './model-traits.js';
import { unknownTo } from './unsupported-parameters.js';
import type { WireGenerationConfig, WireRequest } from './wire-types.js';

export interface EncodedRequest {
  readonly body: WireRequest;
  /** What is not sent, or not as it was asked for. */
  readonly warnings: readonly string[];
}

/**
 * A Chat Completions request as one of `generateContent`. `top_k`, `safetySettings` and `cachedContent` are the API's
 * own and pass through.
 */
export function encodeRequest({ request, upstreamModel }: ProviderCall): EncodedRequest {
  const traits = traitsOf(upstreamModel);
  const warnings = unknownParameterWarnings(unknownTo(request), "Google's Gemini API");
  const { system, contents } = encodeMessages(request.messages, traits, warnings);
  const thinking = encodeThinking(request, traits, warnings);
  const config: WireGenerationConfig = {
    ...encodeSampling(request),
    ...encodeFormat(request),
    ...(thinking === undefined ? {} : { thinkingConfig: thinking }),
  };
  const { safetySettings, cachedContent } = request;
  return {
    body: {
      contents,
      ...(system.length === 0 ? {} : { systemInstruction: { parts: system } }),
      ...encodeTools(request, warnings),
      ...(Object.keys(config).length === 0 ? {} : { generationConfig: config }),
      ...(safetySettings === undefined ? {} : { safetySettings }),
      ...(cachedContent === undefined ? {} : { cachedContent }),
    },
    warnings,
  };
}

function encodeSampling(request: ChatRequest): WireGenerationConfig {
  const { stop } = request;
  const stops = (typeof stop === 'string' ? [stop] : (stop ?? [])).filter((it) => it !== '');
  return present({
    maxOutputTokens: request.max_completion_tokens ?? request.max_tokens,
    temperature: request.temperature,
    topP: request.top_p,
    topK: request.top_k as number | undefined,
    stopSequences: stops.length === 0 ? undefined : stops,
    candidateCount: request.n === 1 ? undefined : request.n,
    seed: request.seed,
    presencePenalty: request.presence_penalty,
    frequencyPenalty: request.frequency_penalty,
  });
}

function encodeFormat({ response_format: format }: ChatRequest): WireGenerationConfig {
  if (format === undefined || format === null || format.type === 'text') return {};
  const schema = format.type === 'json_schema' ? format.json_schema.schema : undefined;
  return {
    responseMimeType: 'application/json',
    ...(schema === undefined ? {} : { responseJsonSchema: schema }),
  };
}

type Present<T> = { [K in keyof T]?: NonNullable<T[K]> };

/** Without the fields that nobody set. */
function present<T extends object>(fields: T): Present<T> {
  const set = Object.entries(fields).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(set) as Present<T>;
}
