import { Injectable } from '@nestjs/common';
import { type HealthIndicatorResult, HealthIndicatorService } from '@nestjs/terminus';
import type { ProviderHealthSnapshot } from '../provider-health-snapshot.js';
import { ProviderHealth } from '../provider-health.js';

/**
 * The providers' health for Terminus. Provide it in a module that imports `TerminusModule`, then for example
 * `health.check([() => indicator.isReady()])` for readiness and `health.check([() => indicator.checkAll()])` for people.
 * Never makes a billed call.
 */
@Injectable()
export class LlmProviderHealthIndicator {
  constructor(
    private readonly providers: ProviderHealth,
    private readonly indicators: HealthIndicatorService,
  ) {}

  /**
   * One provider, under `key` (default its id). A provider that nobody has asked yet counts as up. Throws a
   * `ConfigurationError` for an unknown id.
   */
  async check(providerId: string, key = providerId): Promise<HealthIndicatorResult> {
    return this.resultOf(await this.providers.check(providerId), key);
  }

  /** Every provider, each under its id. One that is down fails the whole check: for readiness there is `isReady`. */
  async checkAll(): Promise<HealthIndicatorResult> {
    const snapshots = await this.providers.checkAll();
    return snapshots.reduce<HealthIndicatorResult>(
      (results, it) => ({ ...results, ...this.resultOf(it, it.provider) }),
      {},
    );
  }

  /** One result under `key`: down only where every provider is, degraded where one of them is. */
  async isReady(key = 'llm-providers'): Promise<HealthIndicatorResult> {
    const snapshots = await this.providers.checkAll();
    const down = snapshots.filter((it) => it.state === 'down');
    const session = this.indicators.check(key);
    const providers = Object.fromEntries(snapshots.map((it) => [it.provider, it.state]));
    if (down.length === snapshots.length) return session.down({ providers });
    return down.length > 0 ? session.degraded({ providers }) : session.up({ providers });
  }

  private resultOf(snapshot: ProviderHealthSnapshot, key: string): HealthIndicatorResult {
    const { provider: _provider, ...details } = snapshot;
    const session = this.indicators.check(key);
    switch (snapshot.state) {
      case 'down':
        return session.down(details);
      case 'degraded':
        return session.degraded(details);
      default:
        return session.up(details);
    }
  }
}
