import type { PicoDollars } from 'nestjs-llm-router';
import type {
  CostChange,
  MonthForecast,
  Reconciliation,
  TopMovers,
  WhatIf,
} from 'nestjs-llm-router/typeorm';
import type { Amounts } from './amounts.js';

export function presentMovers({ against, total, movers }: TopMovers, amounts: Amounts) {
  return {
    against,
    total: presentChange(total, amounts),
    data: movers.map(({ value, ...change }) => ({ value, ...presentChange(change, amounts) })),
  };
}

function presentChange({ cost, costBefore, change, ...rest }: CostChange, amounts: Amounts) {
  return { ...amounts.fields({ cost, costBefore, change }), ...rest };
}

export function presentForecast(forecast: MonthForecast, amounts: Amounts) {
  const { spent, expected, low, high, ...rest } = forecast;
  return { ...rest, ...amounts.fields({ spent, expected, low, high }) };
}

export function presentWhatIf({ actual, alternatives, ...rest }: WhatIf, amounts: Amounts) {
  const { cost, ...facts } = actual;
  return {
    ...rest,
    actual: { ...amounts.fields({ cost }), ...facts },
    data: alternatives.map(({ cost: own, difference, ...alternative }) => ({
      ...alternative,
      ...amounts.fields({ cost: own, difference }),
    })),
  };
}

export function presentReconciliation(found: Reconciliation, amounts: Amounts) {
  const { causes, lines, invoiced, ledger, difference, ...facts } = found;
  const presentPart = <T extends { readonly amount: PicoDollars }>({ amount, ...rest }: T) => ({
    ...rest,
    ...amounts.fields({ amount }),
  });
  return {
    ...amounts.fields({ invoiced, ledger, difference }),
    ...facts,
    causes: causes.map(presentPart),
    data: lines.map(({ day, model, explanations, ...line }) => ({
      day,
      model,
      ...amounts.fields({ ...line }),
      explanations: explanations.map(presentPart),
    })),
  };
}
