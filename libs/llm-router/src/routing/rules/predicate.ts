import type { Exchange } from '../../contracts/exchange.js';
import type { PromptProfile } from '../../contracts/prompt-profile.js';
import type { TaskClass } from '../../contracts/task-class.js';

/** Whether a rule's condition holds for a call; `task` is undefined where nobody asked a classifier. */
export type Predicate = (
  exchange: Exchange,
  prompt: PromptProfile,
  task: TaskClass | undefined,
) => boolean;

/** Holds where all of them hold. */
export function all(predicates: readonly Predicate[]): Predicate {
  return (exchange, prompt, task) => {
    for (const holds of predicates) if (!holds(exchange, prompt, task)) return false;
    return true;
  };
}
