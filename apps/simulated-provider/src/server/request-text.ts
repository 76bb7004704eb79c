/** The path of a request's target, without its query. */
export function pathOf(target: string): string {
  const query = target.indexOf('?');
  return query < 0 ? target : target.slice(0, query);
}

/** The parsed JSON, or the text itself when it is none. */
export function parseJson(text: string | undefined): unknown {
  if (text === undefined || text === '') return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A path segment decoded, or as it is when it is not encoded rightly. */
export function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
