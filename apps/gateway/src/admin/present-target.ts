import type { Availability, Candidate, Delivery, TargetPerformance } from 'nestjs-llm-router';

const PERCENTILES = [50, 95, 99] as const;
const DELIVERIES = ['stream', 'document'] as const;

/** A target as it does now. Times are milliseconds, points in time ISO 8601; what is not known is null. */
export function presentTarget(
  { id, provider, upstreamModel, facts }: Candidate,
  availability: Availability,
  live: TargetPerformance,
) {
  return {
    target: id,
    provider: provider.id,
    model: upstreamModel,
    region: facts.region ?? provider.region ?? null,
    state: availability.state,
    until: instant(availability.until),
    ejectedAt: instant(availability.ejectedAt),
    recoveredAt: instant(availability.recoveredAt),
    inFlight: live.inFlight,
    samples: rounded(live.samples),
    errorRate: rounded(live.errorRate, 4),
    ...Object.fromEntries(DELIVERIES.map((it) => [it, presentDelivery(live, it)])),
    outputTokens: rounded(live.outputTokens),
    cachedShare: rounded(live.cachedShare, 4),
    headroom: live.headroom
      ? {
          requests: rounded(live.headroom.requests),
          tokens: rounded(live.headroom.tokens),
          resetAt: instant(live.headroom.resetAt),
        }
      : null,
  };
}

function presentDelivery(live: TargetPerformance, delivery: Delivery) {
  const percentiles = (metric: Parameters<TargetPerformance['percentile']>[0]) =>
    Object.fromEntries(
      PERCENTILES.map((it) => [`p${it}`, rounded(live.percentile(metric, it, delivery))]),
    );
  return {
    latencyMs: rounded(live.latency(delivery)),
    firstPartMs: percentiles('firstPart'),
    durationMs: percentiles('duration'),
    tokensPerSecond: percentiles('throughput'),
  };
}

function instant(time: number | undefined): string | null {
  return time === undefined || !Number.isFinite(time) ? null : new Date(time).toISOString();
}

function rounded(value: number | undefined, digits = 0): number | null {
  return value === undefined || !Number.isFinite(value) ? null : Number(value.toFixed(digits));
}
