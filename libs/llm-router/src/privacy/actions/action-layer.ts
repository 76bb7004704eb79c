import type { RedactDirective } from '../../contracts/directives.js';
import type { RedactAction } from '../../contracts/redact-actions.js';
import { stricterAction } from '../../contracts/redact-actions.js';
import type { Redactor } from '../../contracts/redactor.js';
import { expandGroups } from '../detection/entity-groups.js';

/** One directive, with what its names stand for. */
export class ActionLayer {
  /** True: it names no entities, and covers what redactors look for then. */
  readonly takesDefaults: boolean;
  /** What has to be asked for by name. */
  readonly named: ReadonlySet<string>;
  private readonly known = new Map<string, RedactAction>();

  constructor(
    private readonly directive: RedactDirective,
    private readonly redactors: readonly Redactor[],
  ) {
    const { entities, actions = {} } = directive;
    this.takesDefaults = entities === undefined;
    const byName = new Set(redactors.flatMap((it) => it.byName ?? []));
    this.named =
      entities === undefined
        ? new Set(Object.keys(actions).filter((it) => byName.has(it)))
        : expandGroups([...entities, ...Object.keys(actions)], redactors);
  }

  /** Undefined: the layer does not cover it. `byDefault`: it was found without asking for it by name. */
  actionOf(entity: string, byDefault: boolean): RedactAction | undefined {
    if (!this.named.has(entity) && !(byDefault && this.takesDefaults)) return undefined;
    let action = this.known.get(entity);
    if (action === undefined) {
      action = this.decide(entity);
      this.known.set(entity, action);
    }
    return action;
  }

  private decide(entity: string): RedactAction {
    const { action = 'pseudonymise', actions = {} } = this.directive;
    const own = Object.hasOwn(actions, entity) ? actions[entity] : undefined;
    if (own !== undefined) return own;
    let ofGroups: RedactAction | undefined;
    for (const [name, declared] of Object.entries(actions)) {
      const isMember = this.redactors.some((it) => it.groups?.[name]?.includes(entity));
      if (isMember) ofGroups = stricterAction(ofGroups, declared);
    }
    return ofGroups ?? action;
  }
}
