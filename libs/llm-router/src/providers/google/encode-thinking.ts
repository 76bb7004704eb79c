import type { ChatRequest } from '../../contracts/chat-request.js';
import type { ModelTraits } from './model-traits.js';
import type { WireThinking } from './wire-types.js';

/** Google's own table in "OpenAI compatibility"; what it has no row for is its nearest one. */
const BUDGETS: Readonly<Record<string, number>> = {
  none: 0,
  minimal: 1_024,
  low: 1_024,
  medium: 8_192,
  high: 24_576,
  xhigh: 24_576,
  max: 24_576,
};
/** What 2.5 Pro thinks at least. */
const MIN_PRO_BUDGET = 128;

/** `reasoning_effort` in the model's own terms. Undefined: the model decides, and keeps its thoughts to itself. */
export function encodeThinking(
  { reasoning_effort: effort }: ChatRequest,
  traits: ModelTraits,
  warnings: string[],
): WireThinking | undefined {
  if (effort === undefined || effort === null) return undefined;
  if (!Object.hasOwn(BUDGETS, effort)) {
    warnings.push(`reasoning_effort: ${JSON.stringify(effort)} is not known and not sent.`);
    return undefined;
  }
  if (traits.thinking === 'none') {
    if (effort !== 'none')
      warnings.push('reasoning_effort is not sent: this model does not think.');
    return undefined;
  }
  const silent = effort === 'none';
  if (silent && !traits.thoughtless) {
    warnings.push('reasoning_effort: "none" is sent as the least, since this model always thinks.');
  }
  const include = silent ? {} : { includeThoughts: true };
  if (traits.thinking === 'level') return { ...include, thinkingLevel: levelOf(effort, traits) };
  const budget = silent && !traits.thoughtless ? MIN_PRO_BUDGET : BUDGETS[effort];
  return { ...include, ...(budget === undefined ? {} : { thinkingBudget: budget }) };
}

function levelOf(effort: string, { leastLevel }: ModelTraits): string {
  if (effort === 'none' || effort === 'minimal') return leastLevel;
  return effort === 'low' || effort === 'medium' ? effort : 'high';
}
