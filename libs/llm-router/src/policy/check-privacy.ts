import { DataClasses } from '../contracts/data-classes.js';
import type { PrivacyOptions } from '../contracts/data-policy.js';
import { ConfigurationError } from '../contracts/errors/configuration-error.js';
import { privacyMisfit } from '../foundation/data-policy-check.js';
import { describeMisfit } from '../foundation/value-check.js';

/** What the names in `privacy` may stand for. */
export interface KnownNames {
  /** What redactors find. */
  readonly entities: readonly string[];
  /** Ids of providers. */
  readonly providers: readonly string[];
}

/** Throws a `ConfigurationError` that says where the option is wrong, and what is legal there. */
export function checkPrivacy(options: PrivacyOptions, known: KnownNames): void {
  const misfit = privacyMisfit(options);
  if (misfit !== undefined) {
    const path = ['privacy', ...misfit.path];
    throw new ConfigurationError(describeMisfit({ ...misfit, path }));
  }
  const { classes, unlabelled, detected = {}, purposes, policies = [] } = options;
  const legal = new DataClasses(options).names;
  const check = new NameCheck();
  if (classes?.length === 0) check.refuse('classes', 'the list is empty', 'one class or more');
  check.unique('classes', legal);
  if (unlabelled !== undefined) check.oneOf('unlabelled', unlabelled, legal);
  for (const [entity, name] of Object.entries(detected)) {
    check.oneOf('detected', entity, known.entities);
    check.oneOf(`detected.${entity}`, name, legal);
  }
  check.unique(
    'policies',
    policies.map(({ name }) => name),
  );
  for (const [index, { name, when, require }] of policies.entries()) {
    const place = `policies[${index}] ("${name}")`;
    const { sensitivity, entities, purposes: named } = when ?? {};
    if (sensitivity) check.oneOf(`${place}.when.sensitivity`, sensitivity, legal);
    for (const it of entities ?? []) {
      if (!it.includes('*')) check.oneOf(`${place}.when.entities`, it, known.entities);
    }
    for (const it of (purposes && named) ?? []) {
      if (!it.includes('*')) {
        check.oneOf(`${place}.when.purposes`, it, Object.keys(purposes ?? {}));
      }
    }
    for (const it of require.providers ?? []) {
      check.oneOf(`${place}.require.providers`, providerOf(it), known.providers);
    }
  }
}

function providerOf(entry: string): string {
  return entry.split('/', 1)[0]!.toLowerCase();
}

class NameCheck {
  refuse(place: string, what: string, legal: string): never {
    throw new ConfigurationError(`privacy.${place}: ${what}. Legal: ${legal}.`);
  }

  oneOf(place: string, name: string, legal: readonly string[]): void {
    if (legal.includes(name)) return;
    this.refuse(place, `${JSON.stringify(name)} stands for nothing`, legal.join(', ') || 'none');
  }

  unique(place: string, names: readonly string[]): void {
    const twice = names.find((it, index) => names.indexOf(it) !== index);
    if (twice === undefined) return;
    this.refuse(place, `${JSON.stringify(twice)} is there twice`, 'each name once');
  }
}
