import type { PlannedTarget } from '../contracts/attempt-plan.js';
import type { BudgetAnswer, BudgetHold } from '../contracts/budget-store.js';
import { BudgetsUnavailableError } from '../contracts/errors/budgets-unavailable-error.js';
import type { LlmRouterError } from '../contracts/errors/llm-router-error.js';
import type { Exchange } from '../contracts/exchange.js';
import type { QuotaLease, QuotaOutcome } from '../contracts/quota.js';
import type { BudgetAlerts } from './budget-alerts.js';
import type { BudgetBook } from './budget-book.js';
import type { BudgetDesk } from './budget-desk.js';
import type { Meter } from './budget-limit.js';
import type { LateNames } from './late-names.js';
import type { CallNeeds } from './call-needs.js';
import { chargesOf } from './charges.js';
import { needAt, type PlannedTry } from './needed.js';
import { spentError } from './spent-error.js';

/** Beyond the deadline of its call, a lease is nobody's. */
const GRACE_MS = 60_000;

/** A hold that was not taken; `meter`: for want of room there. */
interface Refusal {
  readonly meter?: Meter;
  readonly error: LlmRouterError;
}

export interface LeaseSurroundings {
  readonly desk: BudgetDesk;
  readonly book: BudgetBook;
  readonly alerts: BudgetAlerts;
  readonly lateNames: LateNames;
}

/** What one call holds of its budgets, from its first try to its end. It belongs to the windows in which it was opened. */
export class BudgetLease implements QuotaLease {
  private tries: PlannedTry[] = [];
  private readonly held = new Map<string, BudgetHold>();
  /** True: the store may hold something that this lease does not know of. */
  private inDoubt = false;

  constructor(
    private readonly exchange: Exchange,
    private readonly needs: CallNeeds,
    /** Of the call, whoever serves it. */
    private readonly meters: readonly Meter[],
    private readonly now: number,
    private readonly surroundings: LeaseSurroundings,
  ) {}

  /** Takes what the first try may need, wherever it is made; most likely at `first`. */
  async open(first: PlannedTarget): Promise<LlmRouterError | undefined> {
    const meters = this.metersOf(first);
    const attempt = (meters: readonly Meter[]) => {
      this.tries = [{ meters, need: this.needs.ofAny() }];
      return this.take();
    };
    let refusal = await attempt(meters);
    if (refusal?.meter !== undefined && meters.includes(refusal.meter)) {
      // Another target may serve the call: whether this one has room is asked again before it is tried.
      refusal = await attempt([]);
    }
    if (refusal?.meter !== undefined && (await this.needs.count())) refusal = await attempt([]);
    return refusal?.error;
  }

  /** `tries`: how many of the call have been made before. */
  async extend(
    target: PlannedTarget,
    tries = this.tries.length,
  ): Promise<LlmRouterError | undefined> {
    const before = this.tries;
    this.tries = [
      ...before.slice(0, tries),
      { meters: this.metersOf(target), need: this.needs.of(target) },
    ];
    const refusal = await this.take();
    // What was held for a try that is not made is free for the next one.
    if (refusal !== undefined) this.tries = before;
    return refusal?.error;
  }

  settle({ attempts }: QuotaOutcome): void {
    this.needs.learn(attempts);
    const { book, desk, alerts, lateNames } = this.surroundings;
    const targets = attempts.map((it) => book.metersOfTarget(it, this.now));
    const charges = chargesOf(this.meters, targets, attempts);
    const { id } = this.exchange;
    if (charges.length === 0 && this.held.size === 0 && !this.inDoubt) {
      // What was refused may have counters all the same.
      lateNames.ended(this.exchange, this.meters);
      return;
    }
    desk.end(id, charges, (amounts) => {
      lateNames.ended(this.exchange, this.meters);
      if (amounts === undefined) return;
      charges.forEach(({ meter, counter, amount }, index) => {
        const now = amounts[index]!;
        const worst = this.held.get(counter.id)?.worst;
        alerts.charged(meter, amount, now);
        if (worst !== undefined && amount > worst) alerts.overrun(meter, id, worst, amount, now);
      });
    });
  }

  /** Holds what the tries need beyond what is held. */
  private async take(): Promise<Refusal | undefined> {
    const wanted = this.missing();
    if (wanted.length === 0) return undefined;
    const { id, deadline, startedAt } = this.exchange;
    const holds = wanted.map(({ hold }) => hold);
    let answer: BudgetAnswer;
    try {
      answer = await this.surroundings.desk.hold(id, deadline - startedAt + GRACE_MS, holds);
    } catch (error) {
      return this.unanswered(error);
    }
    const { outcome, refusedBy, amounts } = answer;
    if (outcome === 'done') {
      for (const hold of holds) this.add(hold);
      return undefined;
    }
    const index = refusedBy ?? 0;
    const { meter, hold } = wanted[index]!;
    const error = spentError(meter, hold, amounts[index]!, this.now);
    return { meter, error };
  }

  private missing(): { readonly meter: Meter; readonly hold: BudgetHold }[] {
    const { attempts } = this.exchange.journal;
    const meters = new Set([...this.meters, ...this.tries.flatMap((it) => it.meters)]);
    const byId = new Map([...meters].map((meter) => [meter.counter.id, meter]));
    return [...byId.values()].flatMap((meter) => {
      const { counter } = meter;
      const need = needAt(meter, this.tries, attempts);
      const held = this.held.get(counter.id);
      const worst = beyond(need.worst, held?.worst);
      const expected = beyond(need.expected, held?.expected);
      return worst > 0n || expected > 0n ? [{ meter, hold: { counter, expected, worst } }] : [];
    });
  }

  private add({ counter, expected, worst }: BudgetHold): void {
    const before = this.held.get(counter.id);
    this.held.set(counter.id, {
      counter,
      expected: expected + (before?.expected ?? 0n),
      worst: worst + (before?.worst ?? 0n),
    });
  }

  /** Whether the store has taken the hold is not known: the end of the call gives it back. */
  private unanswered(cause: unknown): Refusal | undefined {
    this.inDoubt = true;
    const { onStoreFailure } = this.surroundings.book.options;
    return onStoreFailure === 'allow' ? undefined : { error: new BudgetsUnavailableError(cause) };
  }

  private metersOf({ candidate: { id, provider } }: PlannedTarget): readonly Meter[] {
    return this.surroundings.book.metersOfTarget({ provider: provider.id, model: id }, this.now);
  }
}

function beyond(need: bigint, held = 0n): bigint {
  return need > held ? need - held : 0n;
}
