import type { TokenUsage } from '../../contracts/token-usage.js';
import { cacheWrites } from '../cache-writes.js';
import type { JsonObject } from '../json-value.js';
import { UsageReader } from '../usage-reader.js';

/**
 * `TokenUsage` of Converse: its input classes are disjoint already, and thoughts are inside the output, uncounted.
 * `cacheDetails` has the writes by lifetime, as `{ttl: '5m' | '1h', inputTokens}`.
 */
export function mapUsage(wire: unknown): TokenUsage | undefined {
  if (wire === undefined || wire === null) return undefined;
  const reader = new UsageReader();
  const usage = reader.object(wire);
  const input = reader.count(usage.inputTokens);
  const output = reader.count(usage.outputTokens);
  if (input === undefined && output === undefined) return reader.usage();
  const details = reader.objects(usage.cacheDetails);
  return reader.usage({
    input: input ?? 0,
    cacheRead: reader.count(usage.cacheReadInputTokens) ?? 0,
    ...cacheWrites(
      reader,
      reader.count(usage.cacheWriteInputTokens),
      written(reader, details, '5m'),
      written(reader, details, '1h'),
    ),
    output: output ?? 0,
  });
}

/** Undefined where the details tell nothing of this lifetime. */
function written(
  reader: UsageReader,
  details: readonly JsonObject[],
  ttl: string,
): number | undefined {
  return details
    .filter((it) => it.ttl === ttl)
    .map((it) => reader.count(it.inputTokens))
    .reduce((sum, it) => (it === undefined ? sum : (sum ?? 0) + it), undefined);
}
