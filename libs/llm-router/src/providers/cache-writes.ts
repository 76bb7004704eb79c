import type { TokenUsage } from '../contracts/token-usage.js';
import type { UsageReader } from './usage-reader.js';

export type CacheWrites = Pick<TokenUsage, 'cacheWrite' | 'cacheWriteLong'>;

/**
 * Writes to a prompt cache by how long they are kept, as vendors tell them: in all, by lifetime, or both. Of a total, what
 * is not told as long is of the usual time; where the two disagree, the total counts.
 */
export function cacheWrites(
  reader: UsageReader,
  total: number | undefined,
  short: number | undefined,
  long: number | undefined,
): CacheWrites {
  const parts = (short ?? 0) + (long ?? 0);
  if (total === undefined) return { cacheWrite: short ?? 0, cacheWriteLong: long ?? 0 };
  const allAreTold = short !== undefined && long !== undefined;
  if (parts > total || (allAreTold && parts < total)) reader.doubt();
  const cacheWriteLong = Math.min(long ?? 0, total);
  return { cacheWrite: total - cacheWriteLong, cacheWriteLong };
}
