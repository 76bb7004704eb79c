import type { CandidateFilter } from '../contracts/candidate-filter.js';
import type { LlmRouterError } from '../contracts/errors/llm-router-error.js';
import type { LivePerformance } from '../contracts/live-performance.js';
import type { RoutingContext } from '../contracts/routing-context.js';
import type { Ranked, RoutingStrategy } from '../contracts/routing-strategy.js';
import type { PluginRegistry } from '../plugin/plugin-registry.js';
import { inOrder } from './candidate-order.js';
import { CandidateSieve, type Sifted } from './candidate-sieve.js';
import { isNamed } from './is-named.js';
import type { LadderStep } from './ladder-step.js';
import type { Placed, PlanDraft } from './plan-draft.js';

/** Puts a step's candidates into a plan, with a reason for each that has no place in it. */
export class PlanDrawer {
  private sieve:
    { readonly of: readonly CandidateFilter[]; readonly it: CandidateSieve } | undefined;

  constructor(
    private readonly plugins: PluginRegistry,
    private readonly live: LivePerformance,
  ) {}

  /** Why the call is refused, whoever could serve it. */
  refuse(context: RoutingContext): LlmRouterError | undefined {
    return this.filters.refuse(context);
  }

  /** Whoever is in the plan already is not repeated, except with another request. */
  draw(step: LadderStep, context: RoutingContext, draft: PlanDraft): void {
    const fresh =
      step.rung === undefined || step.request !== undefined
        ? step.candidates
        : step.candidates.filter((it) => !draft.has(it));
    if (fresh.length === 0) return;
    const sifted = this.filters.sift(fresh, context);
    const strategy = this.plugins.byId('strategy', step.strategy, 'strategy');
    const order = inOrder(sifted.eligible, strategy, context, this.live);
    const behind =
      sifted.yielded.length === 0
        ? order.late
        : [...order.late, ...this.yielded(sifted, strategy, context, draft)];
    if (context.route.allowFallbacks === false) {
      this.placeFirst([...order.ranked, ...behind], step, context, draft);
    } else {
      draft.place(step, order.ranked);
      // A wish is worth another model that the call names, but none that it does not.
      if (order.late.length > 0 && isNamedByCall(step)) draft.postpone(step, behind);
      else draft.place(step, behind);
    }
    for (const verdict of sifted.rejected) draft.reject(step, verdict);
  }

  /** Whoever is used only since so many are out, best first, with what speaks against it. */
  private yielded(
    { eligible, yielded }: Sifted,
    strategy: RoutingStrategy,
    context: RoutingContext,
    draft: PlanDraft,
  ): readonly Placed[] {
    const all = eligible.length + yielded.length;
    draft.notes.push(`${yielded.length} of ${all} targets are out, so all are used`);
    const candidates = yielded.map(({ candidate }) => candidate);
    const { ranked, late } = inOrder(candidates, strategy, context, this.live);
    return [...ranked, ...late].map((it) => ({
      ...it,
      out: true,
      because: yielded.find(({ candidate }) => candidate === it.candidate)?.reason,
    }));
  }

  private placeFirst(
    ranked: readonly Placed[],
    step: LadderStep,
    { route: { order } }: RoutingContext,
    draft: PlanDraft,
  ): void {
    const stays = ({ candidate }: Ranked, index: number): boolean =>
      order === undefined ? index === 0 : order.some((entry) => isNamed(entry, candidate));
    const reason =
      order === undefined
        ? 'fallbacks are switched off'
        : `fallbacks are switched off, and the order is ${order.join(', ')}`;
    draft.place(step, ranked.filter(stays));
    ranked.forEach((it, index) => {
      if (!stays(it, index)) draft.drop(step, it.candidate, 'allow-fallbacks', reason);
    });
  }

  private get filters(): CandidateSieve {
    const filters = this.plugins.all('filter');
    if (this.sieve?.of !== filters) this.sieve = { of: filters, it: new CandidateSieve(filters) };
    return this.sieve.it;
  }
}

function isNamedByCall({ rung }: LadderStep): boolean {
  return rung === undefined || rung === 'fallback';
}
