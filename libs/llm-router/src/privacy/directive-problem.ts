import type { RedactDirective } from '../contracts/directives.js';
import { REDACT_ACTIONS } from '../contracts/redact-actions.js';
import type { Redactor } from '../contracts/redactor.js';
import { nearNames } from '../foundation/near-names.js';

const DIRECTIONS = ['input', 'output', 'both'] as const;
const SHOWN = 80;

/** What is wrong with a directive, in words that begin with the field: `.entities: …`. */
export function directiveProblem(
  { entities = [], action, actions = {}, direction }: RedactDirective,
  redactors: readonly Redactor[],
): string | undefined {
  return (
    unknownNames('.entities', entities, redactors) ??
    unknownNames('.actions', Object.keys(actions), redactors) ??
    illegal('.action', action, REDACT_ACTIONS) ??
    Object.entries(actions)
      .map(([name, it]) => illegal(`.actions.${name}`, it, REDACT_ACTIONS))
      .find((it) => it !== undefined) ??
    illegal('.direction', direction, DIRECTIONS)
  );
}

function unknownNames(
  place: string,
  names: readonly string[],
  redactors: readonly Redactor[],
): string | undefined {
  const known = new Set(
    redactors.flatMap((it) => [...it.entities, ...Object.keys(it.groups ?? {})]),
  );
  const unknown = names.filter((it) => !known.has(it));
  if (unknown.length === 0) return undefined;
  const near = [...new Set(unknown.flatMap((it) => nearNames(it, known)))];
  const hint = near.length > 0 ? ` Did you mean: ${near.join(', ')}?` : '';
  return `${place}: No redactor finds ${unknown.map(shown).join(', ')}.${hint}`;
}

function illegal(place: string, value: unknown, legal: readonly string[]): string | undefined {
  if (value === undefined || legal.some((it) => it === value)) return undefined;
  return `${place}: ${shown(value)} is not legal. Legal: ${legal.join(', ')}.`;
}

function shown(value: unknown): string {
  return JSON.stringify(typeof value === 'string' ? value.slice(0, SHOWN) : value) ?? 'nothing';
}
