import type { KeySeed } from 'nestjs-llm-router';
import type { KeySettings } from '../config/key-schema.js';

/** The keys of the configuration. `admin: true` is all rights. */
export function seedsOf(settings: readonly KeySettings[]): readonly KeySeed[] {
  return settings.map(({ id, name, key: secret, sha256, admin, expiresAt, ...scope }) => ({
    id,
    name,
    secret,
    sha256,
    expiresAt,
    scope: admin ? { ...scope, rights: ['*'] } : scope,
  }));
}
