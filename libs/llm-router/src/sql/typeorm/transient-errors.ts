/**
 * Somebody else has the lock, or a deadlock was resolved at our cost: https://www.sqlite.org/rescode.html (with their
 * extended codes), https://www.postgresql.org/docs/current/errcodes-appendix.html.
 */
const TRANSIENT = /^(SQLITE_(BUSY|LOCKED)(_.+)?|40001|40P01)$/;

/** Whether the same may succeed a moment later, with nothing mended. */
export function isTransient(error: unknown): boolean {
  return TRANSIENT.test(codeOf(error));
}

/** Whether PostgreSQL gave up waiting for somebody else's lock, as it was told to. */
export function isLockTimeout(error: unknown): boolean {
  return codeOf(error) === '55P03';
}

function codeOf(error: unknown): string {
  const { driverError, code } = error as { driverError?: { code?: unknown }; code?: unknown };
  return String(driverError?.code ?? code);
}
