import { QueryFailedError } from 'typeorm';

/**
 * Data exceptions, integrity violations and values beyond the database's limits:
 * https://www.postgresql.org/docs/current/errcodes-appendix.html (classes 22, 23 and 54), https://www.sqlite.org/rescode.html.
 */
const REFUSALS = /^(22|23|54)...$|^SQLITE_(CONSTRAINT|MISMATCH|TOOBIG)/;

/** Whether the database is well and refuses these very rows, so that trying them again is in vain. */
export function areRefused(error: unknown): boolean {
  if (!(error instanceof QueryFailedError)) return false;
  const { code } = error.driverError as { code?: unknown };
  return error.driverError instanceof TypeError || REFUSALS.test(String(code));
}
