/** What a header is sent as, and what it is read from. */
export type HeaderRename = readonly [sent: string, read: string];

/** https://platform.openai.com/docs/guides/rate-limits */
export const OPENAI_RATE_LIMITS: readonly HeaderRename[] = ['requests', 'tokens'].flatMap((what) =>
  ['limit', 'remaining', 'reset'].map((which) => asItIs(`x-ratelimit-${which}-${what}`)),
);

/** https://docs.claude.com/en/api/rate-limits */
export const ANTHROPIC_RATE_LIMITS: readonly HeaderRename[] = [
  'requests',
  'tokens',
  'input-tokens',
  'output-tokens',
].flatMap((what) =>
  ['limit', 'remaining', 'reset'].map((which) => asItIs(`anthropic-ratelimit-${what}-${which}`)),
);

const PRINTABLE = /^[\x20-\x7e]{1,100}$/;

/** The renamed headers alone, without values that no rate limit has; undefined where nothing is left. */
export function renamedHeaders(
  renames: readonly HeaderRename[],
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string> | undefined {
  let renamed: Record<string, string> | undefined;
  for (const [sent, read] of renames) {
    const value = headers[read];
    if (typeof value === 'string' && PRINTABLE.test(value)) (renamed ??= {})[sent] = value;
  }
  return renamed;
}

function asItIs(name: string): HeaderRename {
  return [name, name];
}
