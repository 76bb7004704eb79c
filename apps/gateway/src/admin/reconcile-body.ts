import { InvalidRequestError } from 'nestjs-llm-router';
import { readInvoice, type ReconcileQuery } from 'nestjs-llm-router/typeorm';
import { z } from 'zod';
import { readInput } from './read-input.js';

const TOKENS = 'a number that is not negative';

const text = z.string('a text that is not empty').min(1, 'a text that is not empty');
const day = z.iso.date({ error: 'a day, e.g. 2026-11-01' });

const line = z.strictObject({
  day: text.optional(),
  model: text.optional(),
  amount: z.union([text, z.number()], { error: 'a decimal number' }),
  tokens: z.number(TOKENS).nonnegative(TOKENS).optional(),
});

const columns = z.strictObject({
  amount: text,
  day: text.optional(),
  model: text.optional(),
  tokens: z
    .union([text, z.array(text).min(1)], { error: 'one name, or a list of names' })
    .optional(),
});

const reconciliation = z.strictObject({
  provider: text,
  from: day,
  to: day,
  csv: text.optional(),
  columns: columns.optional(),
  invoice: z.array(line, 'a list of lines').optional(),
  unit: z.enum(['usd', 'cents'], { error: 'usd or cents' }).optional(),
  names: z.record(z.string(), text, 'an object of texts by name').optional(),
});

/** Reads an invoice and what to hold against it. Throws an `InvalidRequestError` that names the field. */
export function readReconciliation(body: unknown): ReconcileQuery {
  const { from, to, csv, columns: named, invoice, ...rest } = readInput(reconciliation, body);
  if ((csv === undefined) === (invoice === undefined)) {
    throw new InvalidRequestError('Send either `csv` with `columns`, or `invoice`.', 'invoice');
  }
  if (csv !== undefined && named === undefined) {
    throw new InvalidRequestError(
      'columns: must say at least which column is the `amount`.',
      'columns',
    );
  }
  return {
    ...rest,
    from: new Date(from),
    to: new Date(to),
    invoice: invoice ?? readInvoice(csv ?? '', named ?? { amount: '' }),
  };
}
