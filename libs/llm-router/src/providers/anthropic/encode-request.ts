import type { ChatRequest } from '../../contracts/chat-request.js';
import type { ProviderCall } from '../../contracts/provider-adapter.js';
import { isObject } from '../json-value.js';
import { unknownParameterWarnings } from '../unknown-parameters.js';
import { encodeFormat } from './encode-format.js';
import { encodeMessages, thoughtsAreLost } from './encode-messages.js';
import { encodeSampling } from './encode-sampling.js';
import { encodeThinking } from './encode-thinking.js';
import { encodeTools } from './encode-tools.js';
import { traitsOf } from './model-traits.js';
import { unknownTo } from './unsupported-parameters.js';
import type { WireRequest } from './wire-types.js';

export interface EncodedRequest {
  readonly body: WireRequest;
  /** What is not sent, or not as it was asked for. */
  readonly warnings: readonly string[];
}

/** A Chat Completions request as one of the Messages API. `thinking` and `top_k` are the API's own and pass through. */
export function encodeRequest(call: ProviderCall, defaultMaxTokens: number): EncodedRequest {
  const { request } = call;
  const traits = traitsOf(call.upstreamModel);
  const warnings = unknownParameterWarnings(unknownTo(request), "Anthropic's Messages API");
  const { system, turns } = encodeMessages(request.messages, warnings);
  const { format, instruction } = encodeFormat(request, traits, warnings);
  if (instruction !== undefined) system.push(instruction);
  const own = isObject(request.thinking) ? request.thinking : undefined;
  const { thinking, effort, maxTokens } = encodeThinking(
    own === undefined ? request : { ...request, reasoning_effort: null },
    thoughtsAreLost(turns),
    traits,
    defaultMaxTokens,
    warnings,
  );
  const thoughts = own ?? thinking;
  return {
    body: {
      model: call.upstreamModel,
      max_tokens: maxTokens,
      messages: turns,
      ...(call.delivery === 'stream' ? { stream: true } : {}),
      ...(system.length === 0 ? {} : { system }),
      ...encodeStop(request, warnings),
      ...encodeSampling(
        request,
        traits,
        thoughts !== undefined && thoughts.type !== 'disabled',
        warnings,
      ),
      ...(typeof request.top_k === 'number' ? { top_k: request.top_k } : {}),
      ...encodeTools(request, warnings),
      ...(thoughts === undefined ? {} : { thinking: thoughts }),
      ...(effort === undefined && format === undefined
        ? {}
        : {
            output_config: {
              ...(effort === undefined ? {} : { effort }),
              ...(format === undefined ? {} : { format }),
            },
          }),
      ...(typeof request.user === 'string' && request.user !== ''
        ? { metadata: { user_id: request.user } }
        : {}),
      ...encodeServiceTier(request, warnings),
    },
    warnings,
  };
}

/** The API refuses sequences that are only white space. */
function encodeStop(
  { stop }: ChatRequest,
  warnings: string[],
): Pick<WireRequest, 'stop_sequences'> {
  const asked = typeof stop === 'string' ? [stop] : (stop ?? []);
  const sequences = asked.filter((it) => it.trim() !== '');
  if (sequences.length < asked.length) {
    warnings.push('stop: sequences of white space are not sent, since Anthropic refuses them.');
  }
  return sequences.length === 0 ? {} : { stop_sequences: sequences };
}

function encodeServiceTier(
  { service_tier: tier }: ChatRequest,
  warnings: string[],
): Pick<WireRequest, 'service_tier'> {
  if (tier === undefined || tier === null) return {};
  if (tier === 'auto') return { service_tier: 'auto' };
  if (tier === 'default' || tier === 'standard_only') return { service_tier: 'standard_only' };
  warnings.push(`service_tier: ${JSON.stringify(tier)} is not sent: Anthropic has no such tier.`);
  return {};
}
