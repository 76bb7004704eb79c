import type { JsonPlace, Rewrite, TextSpan } from './rewrite.js';

const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?|-?\d[\d.eE+-]*|[{}[\],]/g;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
/** JSON within strings of JSON within …: what is deeper is rewritten as it is written. */
const DEEPEST = 5;

/**
 * Rewrites a text that may be JSON: where it is an object or a list, its strings and numbers as a reader would see them,
 * unescaped, and what is JSON within its strings in the same way; all else stays as it was written, and it stays JSON. A
 * number that does not become one becomes a string. Every other text is rewritten as it is.
 */
export function rewriteText(text: string, rewrite: Rewrite, name?: string): string {
  return isJson(text)
    ? rewriteTokens(text, rewrite, 1)
    : rewrite(text, name ? { name } : undefined);
}

function rewriteTokens(json: string, rewrite: Rewrite, depth: number): string {
  // For each object or list around, the name of what comes next in it.
  const names: (string | undefined)[] = [undefined];
  return json.replace(TOKENS, (token, colon: string | undefined, offset: number) => {
    const outer = names.at(-1);
    if (token === '{' || token === '[') names.push(outer);
    else if (token === '}' || token === ']') names.pop();
    if (token.length === 1 && !/\d/.test(token)) return token;
    const written = colon === undefined ? token : token.slice(0, -colon.length);
    const isString = written.startsWith('"');
    const text = isString ? (JSON.parse(written) as string) : written;
    const name = colon === undefined ? outer : undefined;
    const rewritten =
      isString && depth < DEEPEST && isJson(text)
        ? rewriteTokens(text, rewrite, depth + 1)
        : rewrite(text, { name, within: placeOf(written, json, offset) });
    if (colon !== undefined) names[names.length - 1] = text;
    if (rewritten === text) return token;
    return !isString && NUMBER.test(rewritten)
      ? rewritten
      : JSON.stringify(rewritten) + (colon ?? '');
  });
}

function placeOf(written: string, json: string, offset: number): JsonPlace {
  const opening = written.startsWith('"') ? 1 : 0;
  const from = offset + opening;
  const to = offset + written.length - opening;
  const isEscaped = written.includes('\\');
  return {
    json,
    start: from,
    end: to,
    isEscaped,
    inner: ({ start, end }) => {
      if (end <= from || start >= to) return undefined;
      const span = { start: Math.max(start, from) - from, end: Math.min(end, to) - from };
      return isEscaped ? unescapedSpan(written.slice(1, -1), span) : span;
    },
  };
}

/** What begins amid an escape begins after it; what ends amid one takes it along. */
function unescapedSpan(escaped: string, { start, end }: TextSpan): TextSpan {
  let decoded = 0;
  let first: number | undefined;
  for (let at = 0; at < escaped.length && at < end; decoded++) {
    const length = escaped[at] !== '\\' ? 1 : escaped[at + 1] === 'u' ? 6 : 2;
    if (at >= start) first ??= decoded;
    at += length;
  }
  return { start: first ?? decoded, end: decoded };
}

/** Of an object or a list. */
export function isJson(text: string): boolean {
  if (!/^\s*[{[]/.test(text) || !/[}\]]\s*$/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
