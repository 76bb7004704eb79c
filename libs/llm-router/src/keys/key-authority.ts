import { isDeepStrictEqual } from 'node:util';
import { listOf } from '../contracts/data-classes.js';
import { mergeRoute } from '../contracts/merge-route.js';
import { PermissionDeniedError, UnknownKeyError } from './key-errors.js';
import { hasRight, type KeyScope, routeOfScope } from './key-scope.js';
import { fitsPattern } from '../foundation/name-pattern.js';
import type { StoredKey } from './virtual-key.js';

/** By which key keys are managed. */
export interface KeyActor {
  readonly id: string;
  readonly scope: KeyScope;
}

/** Whether nothing limits which keys it manages. */
export function isUnlimited(actor: KeyActor | undefined): boolean {
  return actor === undefined || hasRight(actor.scope.rights, '*');
}

/**
 * The scope that a key gets which this actor creates: what it asks for, within what the actor itself may do. Throws a
 * `PermissionDeniedError` for rights, tenants and models that it lacks.
 */
export function scopeWithin(actor: KeyActor | undefined, asked: KeyScope): KeyScope {
  if (actor === undefined || isUnlimited(actor)) return asked;
  const { rights, tenant, models } = actor.scope;
  const lacking = asked.rights?.find((it) => !hasRight(rights, it));
  if (lacking !== undefined) {
    throw new PermissionDeniedError(`This key cannot give the right "${lacking}": it lacks it.`);
  }
  if (tenant !== undefined && (asked.tenant ?? tenant) !== tenant) {
    throw new PermissionDeniedError('This key manages keys of its own tenant only.');
  }
  const beyond = models && asked.models?.find((it) => !models.some((own) => fitsPattern(own, it)));
  if (beyond !== undefined) {
    throw new PermissionDeniedError(
      `This key cannot give access to ${JSON.stringify(beyond)}. It has: ${models?.join(', ')}.`,
    );
  }
  if (asked.sensitivity !== undefined && actor.scope.sensitivity === undefined) {
    throw new PermissionDeniedError(
      'This key cannot label the data of other keys: its own is not labelled, which counts as higher.',
    );
  }
  const { only, regions, dataCollection, zeroRetention, maxPrice, sensitivity, purpose } =
    mergeRoute(routeOfScope(actor.scope), routeOfScope(asked)) ?? {};
  return withoutUndefined({
    ...asked,
    tenant: asked.tenant ?? tenant,
    models: asked.models ?? models,
    providers: only,
    regions,
    dataCollection,
    zeroRetention,
    maxPrice: maxPrice && withoutUndefined(maxPrice),
    sensitivity,
    purpose,
  });
}

/** Throws where the actor may not change a key: one of another tenant does not exist for it. */
export function checkAuthority(actor: KeyActor | undefined, key: StoredKey): void {
  if (actor === undefined || isUnlimited(actor)) return;
  if (!seesKey(actor, key)) throw new UnknownKeyError(key.id);
  const within = scopeWithin(actor, key.scope);
  if (!isDeepStrictEqual(comparable(within), comparable(key.scope))) {
    throw new PermissionDeniedError(
      `The key ${JSON.stringify(key.id)} may do more than this one, which cannot change it.`,
    );
  }
}

/** Whether a key is of the actor's tenant, where the actor has one. */
export function seesKey(actor: KeyActor | undefined, { scope }: StoredKey): boolean {
  return tenantOf(actor) === undefined || scope.tenant === tenantOf(actor);
}

/** The tenant whose keys alone the actor sees; undefined where it sees all. */
export function tenantOf(actor: KeyActor | undefined): string | undefined {
  return isUnlimited(actor) ? undefined : actor?.scope.tenant;
}

/** The order of lists means nothing. */
function comparable(scope: KeyScope): object {
  const { models, providers, regions, sensitivity, purpose } = scope;
  const sorted = (list?: readonly string[]) => list && [...list].sort();
  return {
    ...scope,
    models: sorted(models),
    providers: sorted(providers),
    regions: sorted(regions),
    sensitivity: sorted(sensitivity === undefined ? undefined : listOf(sensitivity)),
    purpose: sorted(purpose === undefined ? undefined : listOf(purpose)),
  };
}

function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, it]) => it !== undefined)) as T;
}
