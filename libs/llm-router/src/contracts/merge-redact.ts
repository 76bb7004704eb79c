import type { RedactDirective } from './directives.js';

/** One directive for redaction, or several that all hold. */
export type RedactDirectives = RedactDirective | readonly RedactDirective[];

/**
 * Both hold: each goes on covering what it covers with what it does, and where several cover one finding the strictest
 * action wins. Merging can therefore only tighten, in whichever order it is done.
 */
export function mergeRedact(
  outer: RedactDirectives | undefined,
  inner: RedactDirectives | undefined,
): RedactDirectives | undefined {
  if (outer === undefined || inner === undefined || inner === outer) return inner ?? outer;
  const merged = [...new Set([...redactDirectivesOf(outer), ...redactDirectivesOf(inner)])];
  return merged.length === 1 ? merged[0] : merged;
}

/** Always a list. */
export function redactDirectivesOf(
  directives: RedactDirectives | undefined,
): readonly RedactDirective[] {
  if (directives === undefined) return [];
  return isList(directives) ? directives : [directives];
}

function isList(directives: RedactDirectives): directives is readonly RedactDirective[] {
  return Array.isArray(directives);
}
