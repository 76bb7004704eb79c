import type { ChatRequest } from '../../contracts/chat-request.js';
import type { ModelTraits } from './model-traits.js';

/** `temperature` and `top_p`, as far as the model takes them. */
export function encodeSampling(
  request: ChatRequest,
  traits: ModelTraits,
  thinks: boolean,
  warnings: string[],
): { temperature?: number; top_p?: number } {
  const temperature = request.temperature ?? undefined;
  const topP = request.top_p ?? undefined;
  const obstacle = traits.sampling
    ? thinks
      ? 'Anthropic takes none where the model thinks'
      : undefined
    : 'this model takes none';
  if (obstacle !== undefined) {
    if (temperature !== undefined) warnings.push(`temperature is not sent: ${obstacle}.`);
    if (topP !== undefined) warnings.push(`top_p is not sent: ${obstacle}.`);
    return {};
  }
  if (temperature === undefined) return topP === undefined ? {} : { top_p: topP };
  if (topP !== undefined) {
    warnings.push('top_p is not sent: Anthropic takes either temperature or top_p.');
  }
  const clamped = Math.min(Math.max(temperature, 0), 1);
  if (clamped !== temperature) {
    warnings.push(`temperature ${temperature} is sent as ${clamped}: Anthropic's range is 0 to 1.`);
  }
  return { temperature: clamped };
}
