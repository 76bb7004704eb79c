import type { ChatRequest } from '../../contracts/chat-request.js';
import type { ProviderCall } from '../../contracts/provider-adapter.js';
import { encodeSampling as encodeClaudeSampling } from '../anthropic/encode-sampling.js';
import { traitsOf as claudeTraitsOf } from '../anthropic/model-traits.js';
import { isObject } from '../json-value.js';
import { unknownParameterWarnings } from '../unknown-parameters.js';
import { encodeFormat } from './encode-format.js';
import { encodeMessages, thoughtsAreLost } from './encode-messages.js';
import { encodeThinking, type EncodedThinking } from './encode-thinking.js';
import { encodeTools } from './encode-tools.js';
import { type BedrockTraits, traitsOf } from './model-traits.js';
import { unknownTo } from './unsupported-parameters.js';
import type { WireRequest } from './wire-types.js';

export interface EncodedRequest {
  readonly body: WireRequest;
  /** What is not sent, or not as it was asked for. */
  readonly warnings: readonly string[];
}

/**
 * A Chat Completions request as one of Converse. `additionalModelRequestFields`, `guardrailConfig` and
 * `performanceConfig` are the API's own and pass through; so do `top_k` and `thinking` to a Claude.
 */
export function encodeRequest({ request, upstreamModel: model }: ProviderCall): EncodedRequest {
  const traits = traitsOf(model);
  const warnings = unknownParameterWarnings(unknownTo(request, model), "Bedrock's Converse API");
  const { system, turns } = encodeMessages(request.messages, traits, warnings);
  const { outputConfig, instruction } = encodeFormat(request, model, warnings);
  if (instruction !== undefined) system.push(instruction);
  const lost = thoughtsAreLost(turns);
  const thinking = encodeThinking(request, model, traits, lost, warnings);
  const toolConfig = encodeTools(request, traits, warnings);
  const inference = encodeInference(request, model, traits, thinking, warnings);
  const fields = {
    ...thinking.fields,
    ...(traits.claude && typeof request.top_k === 'number' ? { top_k: request.top_k } : {}),
    ...(isObject(request.additionalModelRequestFields) ? request.additionalModelRequestFields : {}),
  };
  const { guardrailConfig, performanceConfig, metadata } = request;
  return {
    body: {
      messages: turns,
      ...(system.length === 0 ? {} : { system }),
      ...(Object.keys(inference).length === 0 ? {} : { inferenceConfig: inference }),
      ...(toolConfig === undefined ? {} : { toolConfig }),
      ...(outputConfig === undefined ? {} : { outputConfig }),
      ...(Object.keys(fields).length === 0 ? {} : { additionalModelRequestFields: fields }),
      ...(metadata === undefined || metadata === null ? {} : { requestMetadata: metadata }),
      ...(guardrailConfig === undefined ? {} : { guardrailConfig }),
      ...(performanceConfig === undefined ? {} : { performanceConfig }),
    },
    warnings,
  };
}

function encodeInference(
  request: ChatRequest,
  model: string,
  traits: BedrockTraits,
  { maxTokens, thinks }: EncodedThinking,
  warnings: string[],
): NonNullable<WireRequest['inferenceConfig']> {
  const { stop } = request;
  const stops = (typeof stop === 'string' ? [stop] : (stop ?? [])).filter((it) => it !== '');
  const { temperature, top_p: topP } = traits.claude
    ? encodeClaudeSampling(request, claudeTraitsOf(model), thinks, warnings)
    : request;
  return {
    ...(maxTokens === undefined ? {} : { maxTokens }),
    ...(typeof temperature === 'number' ? { temperature } : {}),
    ...(typeof topP === 'number' ? { topP } : {}),
    ...(stops.length === 0 ? {} : { stopSequences: stops }),
  };
}
