/** One record of CSV, by RFC 4180: https://www.rfc-editor.org/rfc/rfc4180. Null is an empty field. */
export function csvRecord(fields: readonly (string | number | null)[]): string {
  return `${fields.map(csvField).join(',')}\r\n`;
}

/** Spreadsheets run what begins like this, and callers choose tags: https://owasp.org/www-community/attacks/CSV_Injection */
const FORMULA = /^(?!-?\d+(\.\d+)?$)[=+\-@\t\r]/;

function csvField(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
