import type { PicoDollars } from '../../../contracts/model-price.js';
import type { Billed } from './billed-hours.js';

/** Why an invoice and the ledger differ. */
export type DifferenceCause =
  | 'time zone'
  | 'rounding'
  | 'unknown price'
  | 'estimated usage'
  | 'tries without usage'
  | 'not in the ledger'
  | 'not on the invoice'
  | 'price';

/** A part of a difference. */
export interface Explanation {
  readonly cause: DifferenceCause;
  /** Positive where it makes the invoice the higher one. */
  readonly amount: PicoDollars;
  readonly because: string;
}

/** An invoice's amount beside what the ledger has for it. */
export interface Compared {
  readonly invoiced: PicoDollars;
  readonly invoicedTokens: number | null;
  readonly billed: Billed;
  /** What the amount may be off by for being rounded. */
  readonly rounding: PicoDollars;
}

/**
 * Explains a difference by causes that the ledger knows of, the surest first; each takes no more than it can account
 * for, and the last one takes what is left, so that the amounts add up to the difference.
 */
export function explainDifference(compared: Compared): Explanation[] {
  let left = compared.invoiced - compared.billed.cost;
  if (left === 0n) return [];
  if (size(left) <= compared.rounding) {
    return [explanation('rounding', left, 'The invoice is rounded.')];
  }
  const found: Explanation[] = [];
  for (const part of [unknownPrice, estimatedUsage, triesWithoutUsage, quantity]) {
    const it = left === 0n ? undefined : part(compared, left);
    if (it === undefined || it.amount === 0n) continue;
    found.push(it);
    left -= it.amount;
  }
  return left === 0n ? found : [...found, rest(compared, left)];
}

function unknownPrice({ invoiced, billed }: Compared, left: PicoDollars): Explanation | undefined {
  if (billed.unpriced === 0 || left < 0n) return undefined;
  const share =
    billed.cost > 0n && billed.tokens > 0
      ? (invoiced * BigInt(billed.unpricedTokens)) / BigInt(billed.tokens)
      : left;
  return explanation(
    'unknown price',
    least(left, share),
    `${tries(billed.unpriced)} with ${billed.unpricedTokens} tokens had no price in the ledger.`,
  );
}

function estimatedUsage({ billed }: Compared, left: PicoDollars): Explanation | undefined {
  if (billed.estimated === 0) return undefined;
  const amount =
    left > 0n ? least(left, billed.estimatedCost) : -least(-left, billed.estimatedCost);
  return explanation(
    'estimated usage',
    amount,
    `Of ${tries(billed.estimated)} the provider sent no counts of tokens, or impossible ones; the ledger's are estimates.`,
  );
}

function triesWithoutUsage({ billed }: Compared, left: PicoDollars): Explanation | undefined {
  const metered = billed.tries - billed.unpriced - billed.unmetered;
  if (billed.unmetered === 0 || left < 0n || metered <= 0) return undefined;
  return explanation(
    'tries without usage',
    least(left, (billed.cost * BigInt(billed.unmetered)) / BigInt(metered)),
    `${tries(billed.unmetered)} ended before the provider sent counts of tokens; it may have billed them, as much as others at most.`,
  );
}

function quantity(compared: Compared, left: PicoDollars): Explanation | undefined {
  const { invoicedTokens, billed } = compared;
  if (invoicedTokens === null || billed.tokens <= 0) return undefined;
  const more = BigInt(Math.round(invoicedTokens - billed.tokens));
  const amount = (billed.cost * more) / BigInt(Math.round(billed.tokens));
  if (amount > 0n !== left > 0n) return undefined;
  return amount > 0n
    ? explanation(
        'not in the ledger',
        least(left, amount),
        `The invoice has ${more} tokens more than the ledger.`,
      )
    : explanation(
        'not on the invoice',
        -least(-left, -amount),
        `The invoice has ${-more} tokens fewer than the ledger.`,
      );
}

function rest({ invoicedTokens, billed }: Compared, left: PicoDollars): Explanation {
  if (billed.tries === 0 && billed.cost === 0n) {
    return explanation('not in the ledger', left, 'The ledger has no calls for this.');
  }
  if (invoicedTokens !== null) {
    return explanation('price', left, 'The tokens of the invoice cost another price here.');
  }
  return left > 0n
    ? explanation('not in the ledger', left, 'Calls past this router, or at another price.')
    : explanation(
        'not on the invoice',
        left,
        'Free or discounted, billed later, or at another price.',
      );
}

function explanation(cause: DifferenceCause, amount: PicoDollars, because: string): Explanation {
  return { cause, amount, because };
}

function tries(count: number): string {
  return count === 1 ? '1 try' : `${count} tries`;
}

function size(amount: PicoDollars): PicoDollars {
  return amount < 0n ? -amount : amount;
}

function least(a: PicoDollars, b: PicoDollars): PicoDollars {
  return a < b ? a : b;
}
