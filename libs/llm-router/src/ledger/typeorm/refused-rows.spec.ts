import { QueryFailedError } from 'typeorm';
import { areRefused } from './refused-rows.js';
import { isTransient } from '../../sql/typeorm/transient-errors.js';

const failed = (code: string) =>
  new QueryFailedError('INSERT', [], Object.assign(new Error(code), { code }));

it.each(['SQLITE_BUSY', 'SQLITE_BUSY_SNAPSHOT', 'SQLITE_LOCKED', 'SQLITE_LOCKED_SHAREDCACHE'])(
  'tries again after %s',
  (code) => {
    expect(isTransient(failed(code))).toBe(true);
    expect(isTransient(Object.assign(new Error(), { code }))).toBe(true);
    expect(areRefused(failed(code))).toBe(false);
  },
);

it.each(['40001', '40P01'])('tries again after %s', (code) =>
  expect(isTransient(failed(code))).toBe(true),
);

it.each(['22003', '23502', '54000', 'SQLITE_CONSTRAINT_NOTNULL', 'SQLITE_TOOBIG'])(
  'takes %s for a refusal',
  (code) => {
    expect(areRefused(failed(code))).toBe(true);
    expect(isTransient(failed(code))).toBe(false);
  },
);

it.each(['08006', '53300', '57P01', 'SQLITE_FULL', 'SQLITE_IOERR', 'ECONNREFUSED'])(
  'takes %s for a database that is not well',
  (code) => {
    expect(isTransient(failed(code))).toBe(false);
    expect(areRefused(failed(code))).toBe(false);
  },
);
