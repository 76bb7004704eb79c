import { readFileSync } from 'node:fs';
import { messageOf } from '../message-of.js';
import { parseCsv } from './csv.js';
import { TrainingError } from './training-error.js';

/** One line of a data file. Left out: empty or missing. */
export interface DataRow {
  readonly text: string;
  readonly instructions: string;
  readonly label?: string;
  /** Whether the cheap and the strong model's answers were right. */
  readonly cheap?: boolean;
  readonly strong?: boolean;
  /** Rows of a group are never on both sides of a split. */
  readonly group?: string;
  readonly vector?: readonly number[];
}

/** The names of the columns that hold what is needed. */
export interface Columns {
  readonly text: string;
  readonly instructions?: string;
  readonly label?: string;
  readonly cheap?: string;
  readonly strong?: string;
  readonly group?: string;
  readonly vector?: string;
}

/** Reads CSV (with a header) or JSON lines, by the name's ending. Throws a `TrainingError` that names file and line. */
export function readDataFile(path: string, columns: Columns): DataRow[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new TrainingError(`${path} cannot be read: ${messageOf(error)}.`);
  }
  let records: Record<string, unknown>[];
  try {
    records = /\.(jsonl|ndjson)$/i.test(path) ? parseJsonLines(text) : parseCsv(text);
  } catch (error) {
    throw new TrainingError(`${path}: ${messageOf(error)}`);
  }
  const known = new Set(records.flatMap((record) => Object.keys(record)));
  for (const [use, column] of Object.entries<string>({ ...columns })) {
    if (known.has(column)) continue;
    throw new TrainingError(
      `${path} has no column "${column}" (--${use === 'vector' ? 'embeddings' : use}). Columns: ${[...known].join(', ') || 'none'}.`,
    );
  }
  return records.map((record, i) => rowOf(record, columns, `${path}, record ${i + 1}`));
}

function parseJsonLines(text: string): Record<string, unknown>[] {
  return text.split('\n').flatMap((line, i): Record<string, unknown>[] => {
    if (line.trim() === '') return [];
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      throw new Error(`Line ${i + 1} is not JSON.`);
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new Error(`Line ${i + 1} is not a JSON object.`);
    }
    return [{ ...value }];
  });
}

function rowOf(record: Record<string, unknown>, columns: Columns, where: string): DataRow {
  const field = (column: string | undefined): string | undefined => {
    const value = column === undefined ? undefined : record[column];
    return value === undefined || value === null || value === '' ? undefined : asText(value);
  };
  const outcome = (column: string | undefined): boolean | undefined => {
    const value = field(column)?.toLowerCase();
    if (value === undefined) return undefined;
    if (value === '1' || value === 'true') return true;
    if (value === '0' || value === 'false') return false;
    throw new TrainingError(`${where}: ${column} must be 1, 0, true or false, not "${value}".`);
  };
  const label = field(columns.label);
  const cheap = outcome(columns.cheap);
  const strong = outcome(columns.strong);
  const group = field(columns.group);
  const vector = columns.vector === undefined ? undefined : vectorOf(record[columns.vector], where);
  return {
    text: field(columns.text) ?? '',
    instructions: field(columns.instructions) ?? '',
    ...(label !== undefined && { label }),
    ...(cheap !== undefined && { cheap }),
    ...(strong !== undefined && { strong }),
    ...(group !== undefined && { group }),
    ...(vector !== undefined && { vector }),
  };
}

function vectorOf(value: unknown, where: string): number[] {
  let vector: unknown = value;
  try {
    if (typeof value === 'string') vector = JSON.parse(value);
  } catch {
    // Told below, like any other value that is no vector.
  }
  if (isVector(vector)) return vector;
  throw new TrainingError(`${where}: the embedding must be a JSON array of numbers.`);
}

export function isVector(value: unknown): value is number[] {
  return Array.isArray(value) && value.length > 0 && value.every(Number.isFinite);
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
