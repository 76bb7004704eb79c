import type { Random } from 'nestjs-llm-router';

/** Every order is as likely as every other. Source: R. Durstenfeld, "Algorithm 235: Random permutation", 1964. */
export function shuffled<T>(items: readonly T[], { next }: Random): T[] {
  const order = [...items];
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(next() * (last + 1));
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}
