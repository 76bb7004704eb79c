import { parse } from 'csv-parse/sync';
import { InvalidRequestError } from '../../../contracts/errors/request-errors.js';
import type { InvoiceLine } from './invoice.js';

/** Which column of a CSV file holds what. Exports of providers differ, and change. */
export interface InvoiceColumns {
  readonly amount: string;
  /** An ISO 8601 date or time, or epoch seconds; the day is the date as it is written, or of the seconds in UTC. */
  readonly day?: string;
  readonly model?: string;
  /** One column, or several that are added up. */
  readonly tokens?: string | readonly string[];
}

/** Reads the lines of an invoice from CSV with a header. Throws an `InvalidRequestError` that names the line and what is legal. */
export function readInvoice(csv: string, columns: InvoiceColumns): InvoiceLine[] {
  const records = recordsOf(csv);
  const [header = []] = records;
  const { day, model, tokens } = columns;
  const place = (name: string) => placeOf(name, header);
  const amountAt = place(columns.amount);
  const dayAt = day === undefined ? undefined : place(day);
  const modelAt = model === undefined ? undefined : place(model);
  const tokensAt = tokens === undefined ? undefined : [tokens].flat().map(place);
  return records.slice(1).map((record, index) => ({
    amount: record[amountAt] ?? '',
    ...(dayAt === undefined ? {} : { day: dayOf(record[dayAt] ?? '', index + 2) }),
    ...(modelAt === undefined ? {} : { model: record[modelAt] ?? '' }),
    ...(tokensAt && {
      tokens: tokensAt.reduce((sum, at) => sum + countOf(record[at] ?? '', index + 2), 0),
    }),
  }));
}

function recordsOf(csv: string): string[][] {
  try {
    return parse(csv, { bom: true, skip_empty_lines: true, trim: true });
  } catch (error) {
    throw new InvalidRequestError(`This is no CSV: ${(error as Error).message}`, 'csv');
  }
}

function placeOf(name: string, header: readonly string[]): number {
  const at = header.indexOf(name);
  if (at >= 0) return at;
  throw new InvalidRequestError(
    `The CSV has no column ${JSON.stringify(name)}. It has: ${header.join(', ')}.`,
    'columns',
  );
}

function dayOf(text: string, line: number): string {
  const [day] = /^\d{4}-\d\d-\d\d/.exec(text) ?? [];
  if (day !== undefined) return day;
  if (/^\d{9,10}$/.test(text)) return new Date(Number(text) * 1_000).toISOString().slice(0, 10);
  throw new InvalidRequestError(
    `Line ${line}: ${JSON.stringify(text)} is no day. Legal: an ISO 8601 date or time, or epoch seconds.`,
    'csv',
  );
}

function countOf(text: string, line: number): number {
  const count = Number(text.replaceAll(',', ''));
  if (Number.isFinite(count)) return count;
  throw new InvalidRequestError(
    `Line ${line}: ${JSON.stringify(text)} is no number of tokens.`,
    'csv',
  );
}
