import type { Redactor } from '../../contracts/redactor.js';

/** The entities that names stand for: a group stands for its members, any other name for itself. */
export function expandGroups(
  names: readonly string[],
  redactors: readonly Redactor[],
): ReadonlySet<string> {
  return new Set(
    names.flatMap((name) => {
      const members = redactors.flatMap((it) => it.groups?.[name] ?? []);
      return members.length > 0 ? members : [name];
    }),
  );
}
