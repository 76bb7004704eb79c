import type { AttemptRecord } from '../contracts/attempt.js';
import type { CostParts, PicoDollars } from '../contracts/model-price.js';
import { formatUsd } from '../foundation/pico-dollars.js';
import type { CompletionAttempt, Cost, CostByPart } from './completion.js';

export function costOf(pico: PicoDollars | null): Cost {
  const usd = pico === null ? null : formatUsd(pico);
  return { pico, usd, toJSON: () => ({ pico: pico === null ? null : String(pico), usd }) };
}

/** An attempt as callers get it: fit for JSON. */
export function attemptOf({ cost, costParts, ...attempt }: AttemptRecord): CompletionAttempt {
  return {
    ...attempt,
    cost: costOf(cost),
    ...(costParts === undefined ? {} : { costParts: byPart(costParts) }),
  };
}

function byPart(parts: CostParts): CostByPart {
  const usd = (): Record<string, string> =>
    Object.fromEntries(
      Object.entries(parts).map(([part, pico]) => [part, formatUsd(pico as PicoDollars)]),
    );
  return { ...parts, toJSON: usd };
}
