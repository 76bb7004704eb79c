import { parse } from 'csv-parse/sync';

/**
 * Records of a CSV text as RFC 4180 has it, by the names in its first line. A byte order mark and empty lines are
 * skipped. Throws an `Error` that names the line for quotes that do not match, and for a record with too many or too few
 * fields.
 */
export function parseCsv(text: string): Record<string, string>[] {
  return parse(text, {
    bom: true,
    columns: (names: string[]) => names.map((name) => name.trim()),
    record_delimiter: ['\r\n', '\n'],
    skip_empty_lines: true,
    relax_column_count: false,
  });
}
