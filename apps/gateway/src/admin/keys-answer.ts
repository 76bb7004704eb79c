import type { IssuedKey, VirtualKey } from 'nestjs-llm-router';

/** A key as it is shown. Points in time are ISO 8601; what it does not have is null. */
export function presentKey(key: VirtualKey) {
  return {
    id: key.id,
    name: key.name ?? null,
    status: key.status,
    source: key.source,
    prefix: key.prefix ?? null,
    scope: key.scope,
    createdAt: key.createdAt.toISOString(),
    createdBy: key.createdBy ?? null,
    expiresAt: key.expiresAt?.toISOString() ?? null,
    rotatedAt: key.rotatedAt?.toISOString() ?? null,
    previous: key.previous
      ? { prefix: key.previous.prefix ?? null, until: key.previous.until.toISOString() }
      : null,
    revokedAt: key.revokedAt?.toISOString() ?? null,
    revokedBy: key.revokedBy ?? null,
  };
}

/** With its secret, this once. */
export function presentIssued({ key, secret }: IssuedKey) {
  return { secret, ...presentKey(key) };
}
