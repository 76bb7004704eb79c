import type { PrivacyOptions } from '../contracts/data-policy.js';
import { fitsPattern } from '../foundation/name-pattern.js';

/**
 * The patterns that an allow-list of regions stands for: a name of a group is its list and nothing else; any other entry is
 * a name, in which `*` stands for any characters. Names count in any case, and as a whole: `eu` is not `eu-west-1`.
 */
export function regionPatterns(
  entries: readonly string[],
  groups: PrivacyOptions['regionGroups'] = {},
): readonly string[] {
  const byName = new Map(Object.entries(groups).map(([name, list]) => [name.toLowerCase(), list]));
  return entries.flatMap((entry) => byName.get(entry.toLowerCase()) ?? [entry]);
}

export function isWithin(region: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => fitsPattern(pattern, region));
}
