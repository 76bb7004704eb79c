import { InvalidRequestError } from 'nestjs-llm-router';
import { readInvoice, type ReconcileQuery } from 'nestjs-llm-router/typeorm';
import { z } from 'zod';

const text = z.string('must be a text').min(1, 'must not be empty');
const day = z.iso.date({ error: 'must be a day, e.g. "2026-11-01"' });

const line = z.strictObject({
  day: text.optional(),
  model: text.optional(),
  amount: z.union([text, z.number()], { error: 'must be a decimal number' }),
  tokens: z.number('must be a number').nonnegative('must not be negative').optional(),
});

const columns = z.strictObject({
  amount: text,
  day: text.optional(),
  model: text.optional(),
  tokens: z
    .union([text, z.array(text).min(1)], { error: 'must be one name or several' })
    .optional(),
});

const reconciliation = z.strictObject({
  provider: text,
  from: day,
  to: day,
  csv: text.optional(),
  columns: columns.optional(),
  invoice: z.array(line, 'must be a list of lines').optional(),
  unit: z.enum(['usd', 'cents'], { error: 'must be "usd" or "cents"' }).optional(),
  names: z.record(z.string(), text, 'must be texts by names').optional(),
});

/** Reads an invoice and what to hold against it. Throws an `InvalidRequestError` that names the field. */
export function readReconciliation(body: unknown): ReconcileQuery {
  const { data, error } = reconciliation.safeParse(body);
  if (data === undefined) throw problem(error?.issues[0]);
  const { from, to, csv, columns: named, invoice, ...rest } = data;
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

function problem(issue: z.core.$ZodIssue | undefined): InvalidRequestError {
  if (issue?.code === 'unrecognized_keys') {
    const legal = Object.keys(reconciliation.shape).join(', ');
    const [name = ''] = issue.keys;
    return new InvalidRequestError(
      `There is no field ${JSON.stringify(name.slice(0, 100))}${issue.path.length > 0 ? ` in ${issue.path.join('.')}` : ''}. Fields of the body: ${legal}.`,
      name,
    );
  }
  const place = issue?.path.join('.') ?? '';
  return new InvalidRequestError(
    place === '' ? 'An object is needed.' : `${place}: ${issue?.message}.`,
    place,
  );
}
