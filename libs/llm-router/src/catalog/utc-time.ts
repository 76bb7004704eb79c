const ISO = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?Z)?$/;

/** Epoch milliseconds of an ISO 8601 date or time in UTC; undefined for anything else, and for days that no month has. */
export function timeOf(text: unknown): number | undefined {
  if (typeof text !== 'string' || !ISO.test(text)) return undefined;
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) return undefined;
  return time.toISOString().startsWith(text.slice(0, 10)) ? time.getTime() : undefined;
}
