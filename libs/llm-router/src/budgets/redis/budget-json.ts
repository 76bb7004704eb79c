import type {
  BudgetAmounts,
  BudgetAnswer,
  BudgetCounter,
  BudgetMove,
  BudgetStep,
  KeptBudget,
} from '../../contracts/budget-store.js';

type Texts<T> = { readonly [K in keyof T]: T[K] extends bigint ? string : T[K] };

/** Whole numbers become texts: JSON has none of that size. */
export function writeStep(step: BudgetStep): object {
  const { type, lease } = step;
  return step.type === 'hold'
    ? {
        type,
        lease,
        expiresInMs: step.expiresInMs,
        holds: step.holds.map(({ counter, expected, worst }) => ({
          counter: writeCounter(counter),
          expected: String(expected),
          worst: String(worst),
        })),
      }
    : {
        type,
        lease,
        charges: step.charges.map(({ counter, amount }) => ({
          counter: writeCounter(counter),
          amount: String(amount),
        })),
      };
}

export function writeMove({ from, to }: BudgetMove): object {
  return { from, to: writeCounter(to) };
}

export function readAmounts(value: unknown): BudgetAmounts {
  const { spent, expected, worst } = value as Texts<BudgetAmounts>;
  return { spent: BigInt(spent), expected: BigInt(expected), worst: BigInt(worst) };
}

export function readAnswer(value: unknown): BudgetAnswer {
  const { amounts, ...answer } = value as BudgetAnswer & { readonly amounts: unknown };
  return { ...answer, amounts: Array.isArray(amounts) ? amounts.map(readAmounts) : [] };
}

export function readKept(value: unknown): KeptBudget {
  const { counter, amounts } = value as { counter: Texts<BudgetCounter>; amounts: unknown };
  return {
    counter: { ...counter, limit: BigInt(counter.limit), slack: BigInt(counter.slack) },
    amounts: readAmounts(amounts),
  };
}

/** `next`: where to go on looking; `0` at the end. */
export function readFound(value: unknown): { readonly found: KeptBudget[]; readonly next: string } {
  const { found, cursor } = value as { found: unknown; cursor: string };
  return { found: Array.isArray(found) ? found.map(readKept) : [], next: cursor };
}

function writeCounter(counter: BudgetCounter): Texts<BudgetCounter> {
  return { ...counter, limit: String(counter.limit), slack: String(counter.slack) };
}
