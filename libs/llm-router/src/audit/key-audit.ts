import type { AuditTrail } from '../contracts/audit-trail.js';
import type { KeyEvent, KeyEventSource } from '../contracts/key-events.js';

/** Records what happens to keys. */
export function auditKeys(source: KeyEventSource, trail: AuditTrail): () => void {
  return source.subscribe(({ type, keyId, tenant, by, at }: KeyEvent) =>
    trail.record({
      kind: type,
      ...(by !== undefined && { actor: by }),
      subject: keyId,
      at,
      details: tenant === undefined ? {} : { tenant },
    }),
  );
}
