import { objectOf, textOf } from '../json-value.js';

/** Vertex AI tells by which quota a call was served (`TrafficType`); these quotas are the tiers of the Gemini API. */
const TIER_OF_TRAFFIC: ReadonlyMap<string, string> = new Map([
  ['ON_DEMAND', 'standard'],
  ['ON_DEMAND_FLEX', 'flex'],
  ['ON_DEMAND_PRIORITY', 'priority'],
  ['PROVISIONED_THROUGHPUT', 'provisioned_throughput'],
]);

/** The service tier that `usageMetadata` names: `serviceTier` at the Gemini API, `trafficType` at Vertex AI. */
export function servedTier(usageMetadata: unknown): string | undefined {
  const { serviceTier, trafficType } = objectOf(usageMetadata);
  return textOf(serviceTier)?.toLowerCase() ?? TIER_OF_TRAFFIC.get(textOf(trafficType) ?? '');
}
