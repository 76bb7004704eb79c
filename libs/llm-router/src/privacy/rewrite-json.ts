const TOKENS = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;

/**
 * Rewrites the strings and numbers of JSON text as a reader would see them, unescaped; all else stays as it was written.
 * A number that changes becomes a string. What is no JSON is rewritten as plain text.
 */
export function rewriteJson(json: string, rewrite: (text: string) => string): string {
  if (!isJson(json)) return rewrite(json);
  return json.replace(TOKENS, (token) => {
    const text = token.startsWith('"') ? (JSON.parse(token) as string) : token;
    const rewritten = rewrite(text);
    return rewritten === text ? token : JSON.stringify(rewritten);
  });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
