import { QueryFailedError } from 'typeorm';

/** Data exceptions and integrity violations: https://www.postgresql.org/docs/current/errcodes-appendix.html (classes 22 and 23), https://www.sqlite.org/rescode.html. */
const REFUSALS = /^2[23]...$|^SQLITE_(CONSTRAINT|MISMATCH|TOOBIG)/;

/** Whether the database is well and refuses these very rows, so that trying them again is in vain. */
export function areRefused(error: unknown): boolean {
  if (!(error instanceof QueryFailedError)) return false;
  const { code } = error.driverError as { code?: unknown };
  return error.driverError instanceof TypeError || REFUSALS.test(String(code));
}
