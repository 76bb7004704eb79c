import type { CandidateFilter } from '../../contracts/candidate-filter.js';
import type { Candidate } from '../../contracts/candidate.js';
import type { MaxPrice } from '../../contracts/directives.js';
import type { ModelPrice } from '../../contracts/model-price.js';
import type { PromptProfile } from '../../contracts/prompt-profile.js';
import type { RoutingContext } from '../../contracts/routing-context.js';
import { NO_USAGE } from '../../contracts/token-usage.js';
import { LlmFilter } from '../../plugin/plugin-markers.js';

const PICO_DOLLARS_PER_DOLLAR = 1e12;

/**
 * Leaves out who costs more than the call allows, and whose price is unknown. A limit for the whole call is compared with
 * what the prompt and the longest answer that the request allows would cost; without such a limit, with the prompt alone.
 */
@LlmFilter()
export class MaxPriceFilter implements CandidateFilter {
  readonly id = 'max-price';

  reject({ price }: Candidate, { route, prompt, request }: RoutingContext): string | undefined {
    const max = route.maxPrice;
    if (max === undefined || !limits(max)) return undefined;
    if (price === undefined) return 'its price is unknown, and the call has a limit';
    if (max.prompt !== undefined && price.inputUsdPerMillion > max.prompt) {
      return `a million prompt tokens cost $${price.inputUsdPerMillion}, over the limit of $${max.prompt}`;
    }
    if (max.completion !== undefined && price.outputUsdPerMillion > max.completion) {
      return `a million completion tokens cost $${price.outputUsdPerMillion}, over the limit of $${max.completion}`;
    }
    if (max.request === undefined) return undefined;
    const cost = expectedUsd(price, prompt, request.n ?? 1);
    return cost > max.request
      ? `the call would cost about $${cost.toFixed(6)}, over the limit of $${max.request}`
      : undefined;
  }
}

function limits({ prompt, completion, request }: MaxPrice): boolean {
  return prompt !== undefined || completion !== undefined || request !== undefined;
}

function expectedUsd(price: ModelPrice, prompt: PromptProfile, choices: number): number {
  const output = Math.ceil((prompt.maxOutputTokens ?? 0) * choices);
  const usage = { ...NO_USAGE, input: prompt.tokens, output };
  return Number(price.costOf(usage)) / PICO_DOLLARS_PER_DOLLAR;
}
