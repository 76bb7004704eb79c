import type { LedgerRequest, LlmAttempt, UsageRow } from 'nestjs-llm-router/typeorm';
import type { Amounts } from './amounts.js';

export function presentRequest({ attempts, cost, ...request }: LedgerRequest, amounts: Amounts) {
  return {
    ...request,
    ...amounts.fields({ cost }),
    ...(attempts && { attempts: attempts.map((it) => presentAttempt(it, amounts)) }),
  };
}

function presentAttempt(attempt: LlmAttempt, amounts: Amounts) {
  const { cost, costParts, savedCost: saved, ...rest } = attempt;
  return {
    ...rest,
    ...amounts.fields({ cost, saved }),
    ...amounts.groups({ costParts: { ...costParts } }),
  };
}

export function presentUsage({ cost, saved, ...row }: UsageRow, amounts: Amounts) {
  return { ...row, ...amounts.fields({ cost, saved }) };
}
