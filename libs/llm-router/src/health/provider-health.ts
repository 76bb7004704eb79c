import { Injectable } from '@nestjs/common';
import { Clock } from '../contracts/clock.js';
import { ConfigurationError } from '../contracts/errors/configuration-error.js';
import type { EventSink } from '../contracts/event-sink.js';
import type { ProviderAdapter } from '../contracts/provider-adapter.js';
import type { RouterEvent } from '../contracts/router-event.js';
import { LlmSink } from '../plugin/plugin-markers.js';
import { PluginRegistry } from '../plugin/plugin-registry.js';
import type { ProviderHealthSnapshot } from './provider-health-snapshot.js';
import { probe } from './provider-probe.js';
import { ProviderRecord } from './provider-record.js';

/** Calls that are this recent tell more than a probe. */
const LIVE_NEWS_MS = 30_000;
/** How long the result of a probe stands. */
const PROBE_NEWS_MS = 15_000;

interface Probe {
  readonly startedAt: number;
  readonly done: Promise<void>;
}

/**
 * How the providers are, as the calls and, where there are none, probes show it. `down`: three failures in a row, refused
 * credentials or a failed probe. What the caller caused never counts. Id of the sink: `provider-health`.
 */
@LlmSink()
@Injectable()
export class ProviderHealth implements EventSink {
  readonly id = 'provider-health';
  private readonly records = new Map<string, ProviderRecord>();
  private readonly probes = new Map<string, Probe>();

  constructor(
    private readonly plugins: PluginRegistry,
    private readonly clock: Clock,
  ) {}

  onEvent(event: RouterEvent): void {
    if (event.type !== 'attempt-ended') return;
    const { attempt } = event;
    this.recordOf(attempt.provider).attempted(attempt, this.clock.now(), this.clock.monotonic());
  }

  /** All providers, as far as is known without asking them. */
  snapshot(): ProviderHealthSnapshot[] {
    return this.adapters().map((it) => this.snapshotOf(it.id));
  }

  /**
   * One provider; probes it first where no call has told of it for 30 s and its adapter can. A probe is never a billed
   * call, takes two seconds at most and stands for 15 s. Throws a `ConfigurationError` for an unknown id.
   */
  async check(providerId: string): Promise<ProviderHealthSnapshot> {
    const adapters = this.adapters();
    const adapter = adapters.find((it) => it.id === providerId);
    if (adapter === undefined) {
      const known = adapters.map((it) => it.id).sort();
      throw new ConfigurationError(
        `No provider is called ${JSON.stringify(providerId)}. Known: ${known.join(', ') || 'none'}.`,
      );
    }
    const record = this.recordOf(providerId);
    if (adapter.probe && !record.heardSince(this.clock.monotonic() - LIVE_NEWS_MS)) {
      await this.probed(adapter, record);
    }
    return this.snapshotOf(providerId);
  }

  /** All providers, each as `check` gives it. */
  checkAll(): Promise<ProviderHealthSnapshot[]> {
    return Promise.all(this.adapters().map((it) => this.check(it.id)));
  }

  /** Whether at least one provider is not down, as far as is known without asking them. */
  isReady(): boolean {
    return this.snapshot().some((it) => it.state !== 'down');
  }

  private probed(adapter: ProviderAdapter, record: ProviderRecord): Promise<void> {
    const startedAt = this.clock.monotonic();
    const known = this.probes.get(adapter.id);
    if (known !== undefined && startedAt - known.startedAt < PROBE_NEWS_MS) return known.done;
    const done = probe(adapter).then((failure) => {
      const [now, monotonic] = [this.clock.now(), this.clock.monotonic()];
      if (failure === undefined) record.succeeded(now, monotonic);
      else record.probeFailed(failure.facts(), now, monotonic);
    });
    this.probes.set(adapter.id, { startedAt, done });
    return done;
  }

  private adapters(): readonly ProviderAdapter[] {
    return this.plugins.all('provider');
  }

  private recordOf(providerId: string): ProviderRecord {
    const record = this.records.get(providerId) ?? new ProviderRecord();
    this.records.set(providerId, record);
    return record;
  }

  private snapshotOf(provider: string): ProviderHealthSnapshot {
    return this.recordOf(provider).snapshot(provider, this.clock.monotonic());
  }
}
