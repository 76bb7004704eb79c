import type { PicoDollars } from '../../../contracts/model-price.js';

/** How a model of the invoice was found in the ledger. */
export interface MatchedModel {
  readonly invoice: string;
  /** The provider's own names for it in the ledger. */
  readonly ledger: readonly string[];
  /** `version`: one of the two names has a date or `latest` behind it. `amount`: nothing else was left that costs about the same. */
  readonly by: 'name' | 'served model' | 'version' | 'amount';
}

/** What the ledger calls a model, and what it cost over the range. */
export interface KnownModel {
  readonly model: string;
  readonly servedModel: string | null;
  readonly cost: PicoDollars;
}

/** Models that cost the same within 5 % are taken for one where only their names differ. */
const SAME_WITHIN = 20n;

/**
 * Finds for each model of the ledger the one of the invoice that it is billed as; one that is found nowhere is on its own.
 * `names`: what the user says, by the name on the invoice.
 */
export function matchModels(
  invoiced: ReadonlyMap<string, PicoDollars>,
  known: readonly KnownModel[],
  names: Readonly<Record<string, string>> = {},
): { readonly matches: readonly MatchedModel[]; readonly billedAs: (model: KnownModel) => string } {
  const how = new Map<string, { invoice: string; by: MatchedModel['by'] }>();
  for (const it of known) {
    const found = byName(it, [...invoiced.keys()], names);
    if (found !== undefined) how.set(keyOf(it), found);
  }
  const taken = new Set([...how.values()].map(({ invoice }) => invoice));
  const left = [...invoiced].filter(([name]) => !taken.has(name));
  for (const [name, costs] of costsByModel(known.filter((it) => !how.has(keyOf(it))))) {
    const at = left.findIndex(([, amount]) => areAlike(amount, costs.cost));
    const [same] = at < 0 ? [] : left.splice(at, 1);
    if (same === undefined) continue;
    for (const it of known) {
      if (it.model === name && !how.has(keyOf(it))) {
        how.set(keyOf(it), { invoice: same[0], by: 'amount' });
      }
    }
  }
  const matches = new Map<string, { by: MatchedModel['by']; ledger: Set<string> }>();
  for (const it of known) {
    const found = how.get(keyOf(it));
    if (found === undefined) continue;
    const match = matches.get(found.invoice) ?? { by: found.by, ledger: new Set<string>() };
    match.ledger.add(it.model);
    matches.set(found.invoice, match);
  }
  return {
    matches: [...matches].map(([invoice, it]) => ({ invoice, by: it.by, ledger: [...it.ledger] })),
    billedAs: (it) => how.get(keyOf(it))?.invoice ?? it.model,
  };
}

function keyOf({ model, servedModel }: KnownModel): string {
  return JSON.stringify([model, servedModel]);
}

function byName(
  { model, servedModel }: KnownModel,
  invoiced: readonly string[],
  names: Readonly<Record<string, string>>,
): { invoice: string; by: MatchedModel['by'] } | undefined {
  const find = (test: (name: string) => boolean, by: MatchedModel['by']) => {
    const invoice = invoiced.find(test);
    return invoice === undefined ? undefined : { invoice, by };
  };
  const isVersion = (name: string) => withoutVersion(name) === withoutVersion(model);
  return (
    find((name) => names[name] === model, 'name') ??
    find((name) => name === model, 'name') ??
    find((name) => name === servedModel, 'served model') ??
    find(isVersion, 'version')
  );
}

function withoutVersion(name: string): string {
  return name.toLowerCase().replace(/[-@](\d{4}-?\d\d-?\d\d|latest)$/, '');
}

function costsByModel(known: readonly KnownModel[]): Map<string, { cost: PicoDollars }> {
  const costs = new Map<string, { cost: PicoDollars }>();
  for (const { model, cost } of known) {
    costs.set(model, { cost: (costs.get(model)?.cost ?? 0n) + cost });
  }
  return costs;
}

function areAlike(a: PicoDollars, b: PicoDollars): boolean {
  const apart = a < b ? b - a : a - b;
  return a > 0n && b > 0n && apart * SAME_WITHIN <= (a < b ? b : a);
}
