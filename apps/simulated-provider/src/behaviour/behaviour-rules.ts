import type { Behaviour, BehaviourRule } from './behaviour.js';
import { behaviourFromModel } from './behaviour-from-model.js';

interface ActiveRule {
  readonly behaviour: Behaviour;
  readonly model: string | undefined;
  remaining: number;
}

/**
 * The rules in force. A call gets the defaults, then what its model's name asks for, then every standing rule that
 * matches in the order set, then the oldest counted rule that matches, which is used up by one.
 */
export class BehaviourRules {
  #standing: ActiveRule[] = [];
  #counted: ActiveRule[] = [];

  constructor(private readonly defaults: Behaviour = {}) {}

  add({ model, times = Infinity, ...behaviour }: BehaviourRule): void {
    const rules = times === Infinity ? this.#standing : this.#counted;
    rules.push({ behaviour, model, remaining: times });
  }

  reset(): void {
    this.#standing = [];
    this.#counted = [];
  }

  /** The behaviour of one call; counts against the rules that are used up by calls. */
  take(model: string): Behaviour {
    const named = behaviourFromModel(model);
    if (this.#standing.length === 0 && this.#counted.length === 0) {
      return { ...this.defaults, ...named };
    }
    return { ...this.defaults, ...named, ...this.#standingFor(model), ...this.#takeCounted(model) };
  }

  /** The behaviour of a request for no model, such as the list of models: only rules for all models reach it. */
  general(): Behaviour {
    return { ...this.defaults, ...this.#standingFor(undefined) };
  }

  #standingFor(model: string | undefined): Behaviour {
    const matching = this.#standing.filter((rule) => !rule.model || rule.model === model);
    return Object.assign({}, ...matching.map((rule) => rule.behaviour)) as Behaviour;
  }

  #takeCounted(model: string): Behaviour | undefined {
    const index = this.#counted.findIndex((rule) => !rule.model || rule.model === model);
    const rule = this.#counted[index];
    if (!rule) return undefined;
    rule.remaining -= 1;
    if (rule.remaining === 0) this.#counted.splice(index, 1);
    return rule.behaviour;
  }
}
