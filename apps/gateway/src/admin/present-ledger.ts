import { formatUsd, type PicoDollars } from 'nestjs-llm-router';
import type { LedgerRequest, UsageRow } from 'nestjs-llm-router/typeorm';

/** Costs become decimal texts in US dollars: exact, and JSON has no integers of that size. */
function withCostUsd<T extends { cost: PicoDollars | null }>({ cost, ...rest }: T) {
  return { ...rest, costUsd: cost === null ? null : formatUsd(cost) };
}

export function presentRequest({ attempts, ...request }: LedgerRequest) {
  return { ...withCostUsd(request), ...(attempts && { attempts: attempts.map(withCostUsd) }) };
}

export function presentUsage(row: UsageRow) {
  return withCostUsd(row);
}
