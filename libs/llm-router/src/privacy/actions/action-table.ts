import type { RedactAction } from '../../contracts/redact-actions.js';
import { stricterAction } from '../../contracts/redact-actions.js';
import type { Redactor } from '../../contracts/redactor.js';
import type { ActionLayer } from './action-layer.js';

/** One search: for these entities, or for what redactors look for where nobody names any. */
export type Wanted = ReadonlySet<string> | undefined;

/** What all directives of a call together do to a finding: each layer that covers it speaks, the strictest wins. */
export class ActionTable {
  /** What to look for, in one search or two. */
  readonly searches: readonly Wanted[];

  constructor(
    private readonly layers: readonly ActionLayer[],
    redactors: readonly Redactor[],
  ) {
    const named = new Set(layers.flatMap((it) => [...it.named]));
    if (!layers.some((it) => it.takesDefaults)) {
      this.searches = [named];
      return;
    }
    const byName = new Set(redactors.flatMap((it) => it.byName ?? []));
    const apart = new Set([...named].filter((it) => byName.has(it)));
    this.searches = apart.size === 0 ? [undefined] : [undefined, apart];
  }

  /** Undefined: nobody cares. `wanted`: the search that found it. */
  actionOf(entity: string, wanted: Wanted): RedactAction | undefined {
    if (wanted?.has(entity) === false) return undefined;
    let action: RedactAction | undefined;
    for (const layer of this.layers) {
      action = stricterAction(action, layer.actionOf(entity, wanted === undefined));
    }
    return action;
  }
}
