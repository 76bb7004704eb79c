import type { CallerLimits, RequestCaller } from '../contracts/caller-of-request.js';
import type { RouteDirective } from '../contracts/directives.js';

/** What a key may do, and whom it stands for. Everything is optional; what is left out is not limited. */
export interface KeyScope
  extends
    CallerLimits,
    Pick<
      RouteDirective,
      'regions' | 'dataCollection' | 'zeroRetention' | 'maxPrice' | 'sensitivity' | 'purpose'
    > {
  /** Models, tiers and aliases; `*` stands for any characters: `tier:cheap`, `openai/*`. Default: all. */
  readonly models?: readonly string[];
  /** Providers or models of theirs: `openai`, `groq/llama-3.3-70b-versatile`. Default: all. */
  readonly providers?: readonly string[];
  /** Dimensions of its calls in the ledger; they win over what a request says of itself. */
  readonly tags?: Readonly<Record<string, string>>;
  readonly tenant?: string;
  readonly team?: string;
  readonly user?: string;
  /** What else it may do, beside calling models: `ledger:read`, `keys:*`, `*`. Default: nothing. */
  readonly rights?: readonly string[];
}

/** What the calls of a key are made with. */
export function callerOfKey(id: string, scope: KeyScope): RequestCaller {
  const { tenant, team, user, tags, models } = scope;
  const route = routeOfScope(scope);
  const limits = limitsOf(scope);
  return Object.freeze({
    keyId: id,
    ...(tenant && { tenant }),
    ...(team && { team }),
    ...(user && { user }),
    ...(tags && { tags }),
    ...(route && { route }),
    ...(models && { allowedModels: models }),
    ...(limits && { limits }),
  });
}

/** The scope as the outermost directive of a call; undefined where it limits nothing that routing decides. */
export function routeOfScope(scope: KeyScope): RouteDirective | undefined {
  const { providers, regions, dataCollection, zeroRetention, maxPrice } = scope;
  const { sensitivity, purpose } = scope;
  return unlessEmpty({
    ...(providers && { only: providers }),
    ...(regions && { regions }),
    ...(dataCollection && { dataCollection }),
    ...(zeroRetention !== undefined && { zeroRetention }),
    ...(maxPrice && { maxPrice }),
    ...(sensitivity && { sensitivity }),
    ...(purpose && { purpose }),
  });
}

function limitsOf({
  requestsPerMinute,
  tokensPerMinute,
  budget,
}: KeyScope): CallerLimits | undefined {
  return unlessEmpty({
    ...(requestsPerMinute !== undefined && { requestsPerMinute }),
    ...(tokensPerMinute !== undefined && { tokensPerMinute }),
    ...(budget && { budget }),
  });
}

function unlessEmpty<T extends object>(value: T): T | undefined {
  return Object.keys(value).length === 0 ? undefined : Object.freeze(value);
}

/** Whether rights include one: `*` is all of them, `ledger:*` all that begin with `ledger:`. */
export function hasRight(rights: readonly string[] | undefined, wanted: string): boolean {
  const area = `${wanted.split(':', 1)[0]}:*`;
  return rights?.some((it) => it === wanted || it === '*' || it === area) ?? false;
}
