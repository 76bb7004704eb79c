import type { RequestCaller } from '../contracts/caller-of-request.js';
import type { ChatRequest } from '../contracts/chat-request.js';
import type { RouteDirective } from '../contracts/directives.js';
import { LlmRouterError } from '../contracts/errors/llm-router-error.js';
import { mergeRoute } from '../contracts/merge-route.js';
import type { CallOptions } from '../contracts/options.js';
import type { RouteDecision } from '../contracts/route-decision.js';

/** What is known of a call that nobody makes. */
export interface PolicyCaseRequest extends Pick<
  RouteDirective,
  'model' | 'tier' | 'sensitivity' | 'sensitivityFloor' | 'purpose' | 'tags'
> {
  readonly tenant?: string;
  readonly team?: string;
  readonly user?: string;
  /** Name of the caller's key. */
  readonly key?: string;
  /** Kinds of sensitive text in the prompt, beside those in `text`. */
  readonly entities?: readonly string[];
  /** Headers of the HTTP request that rules look at, names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The prompt. Default `Hello`. */
  readonly text?: string;
}

/** One row of a table of what the data policy has to come to. */
export interface PolicyCase {
  readonly name: string;
  readonly request: PolicyCaseRequest;
  /** Providers or models that may be sent the call: all of these, and nobody else. */
  readonly allowed?: readonly string[];
  /** True: nobody may be sent it (`no_compliant_provider`). Either this or `allowed`. */
  readonly refused?: boolean;
}

export interface PolicyCaseResult {
  readonly name: string;
  readonly passed: boolean;
  /** `provider/model`s that would be sent the call, the first choice first. */
  readonly sentTo: readonly string[];
  /** What went otherwise than expected, and why; empty where the case passed. */
  readonly reasons: readonly string[];
}

/** The part of `LlmRouter` that is used: it asks nobody. */
export interface ExplainingRouter {
  explain(
    ask: ChatRequest,
    options: CallOptions,
  ): Promise<{
    readonly decision: RouteDecision;
    readonly targets: readonly { readonly candidate: string }[];
    readonly refusal?: { readonly code: string; readonly message: string };
  }>;
}

/**
 * What the router would do with each case, with all its rules, filters, fallbacks and rungs. Nobody is asked. `callerOf`
 * gives what a key's calls are made with; left out, a key is but a name.
 */
export async function runPolicyCases(
  router: ExplainingRouter,
  cases: readonly PolicyCase[],
  callerOf: (key: string) => RequestCaller = (keyId) => ({ keyId }),
): Promise<readonly PolicyCaseResult[]> {
  const results: PolicyCaseResult[] = [];
  for (const it of cases) results.push(await runCase(router, it, callerOf));
  return results;
}

async function runCase(
  router: ExplainingRouter,
  { name, request, allowed = [], refused = false }: PolicyCase,
  callerOf: (key: string) => RequestCaller,
): Promise<PolicyCaseResult> {
  try {
    const { decision, targets, refusal } = await router.explain(
      { messages: [{ role: 'user', content: request.text ?? 'Hello' }] },
      optionsOf(request, callerOf),
    );
    const sentTo = [...new Set(targets.map(({ candidate }) => candidate))];
    const why = (entry: string): string =>
      decision.candidates.find((it) => it.rejectedBy !== undefined && isFor(entry, it.candidate))
        ?.because ?? 'the name that was asked for does not lead there';
    const reasons = [
      ...sentTo
        .filter((id) => !allowed.some((entry) => isFor(entry, id)))
        .map((id) => `${id} would be sent the call`),
      ...allowed
        .filter((entry) => !sentTo.some((id) => isFor(entry, id)))
        .map((entry) => `${entry} would not be sent the call: ${why(entry)}`),
      ...(refused && refusal !== undefined && refusal.code !== 'no_compliant_provider'
        ? [`it is refused for another reason: ${refusal.message}`]
        : []),
    ];
    return { name, passed: reasons.length === 0, sentTo, reasons };
  } catch (error) {
    if (!LlmRouterError.isInstance(error)) throw error;
    return { name, passed: false, sentTo: [], reasons: [error.message] };
  }
}

function optionsOf(
  request: PolicyCaseRequest,
  callerOf: (key: string) => RequestCaller,
): CallOptions {
  const { key, tenant, team, user, entities, headers } = request;
  const { model, tier, sensitivity, sensitivityFloor, purpose, tags } = request;
  const holder = key === undefined ? {} : callerOf(key);
  const { tags: own, route, ...caller }: RequestCaller = holder;
  const said = { model, tier, sensitivity, sensitivityFloor, purpose, tags: { ...tags, ...own } };
  return {
    origin: { headers },
    entities,
    caller: {
      ...caller,
      ...(tenant && { tenant }),
      ...(team && { team }),
      ...(user && { user }),
    },
    route: mergeRoute(route, said),
  };
}

/** Whether an entry names a candidate, by itself or by its provider. */
function isFor(entry: string, candidate: string): boolean {
  const [wanted, id] = [entry.toLowerCase(), candidate.toLowerCase()];
  return id === wanted || (!wanted.includes('/') && id.startsWith(`${wanted}/`));
}
