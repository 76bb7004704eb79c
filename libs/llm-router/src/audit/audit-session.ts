import { hostname } from 'node:os';
import { Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Cancel, Clock } from '../contracts/clock.js';
import type { RunningConfiguration } from '../contracts/running-configuration.js';
import { writtenAnchor } from './audit-anchor.js';
import type { AuditStore } from './audit-store.js';
import type { AuditWriter } from './audit-writer.js';

/**
 * Records that this process runs, and under which configuration, and writes anchors into the log. At the end it lets the
 * writer write what is left: calls have settled by then; TypeORM, as a global module, closes its connections last.
 */
export class AuditSession implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('Audit');
  private next: Cancel | undefined;
  private anchored = 0;

  constructor(
    private readonly writer: AuditWriter,
    private readonly store: AuditStore,
    private readonly clock: Clock,
    private readonly configuration: RunningConfiguration | undefined,
    /** 0: never. */
    private readonly anchorEveryMs: number,
  ) {}

  /** Rejects where the trail cannot be read: the application does not start without it. */
  async onApplicationBootstrap(): Promise<void> {
    const hash = this.configuration?.hash;
    this.record('process-started', { configuration: hash });
    const last = await this.lastConfiguration();
    if (hash !== undefined && hash !== last) {
      this.record('configuration-changed', { from: last ?? null, to: hash });
    }
    this.anchorLater();
  }

  async onApplicationShutdown(): Promise<void> {
    this.next?.();
    this.record('process-stopped', {});
    await this.writer.close();
    if (this.anchorEveryMs > 0 && this.store.isOpen) await this.anchor();
  }

  private record(
    kind: 'process-started' | 'process-stopped' | 'configuration-changed',
    details: Record<string, unknown>,
  ): void {
    const process = `${hostname()}:${globalThis.process.pid}`;
    this.writer.record({ kind, at: this.clock.now(), details: { process, ...details } });
  }

  private async lastConfiguration(): Promise<string | undefined> {
    const details = await this.store.lastDetails('configuration-changed');
    return details === undefined ? undefined : (JSON.parse(details) as { to?: string }).to;
  }

  private anchorLater(): void {
    if (this.anchorEveryMs === 0) return;
    this.next = this.clock.after(this.anchorEveryMs, () => {
      void this.anchor().then(() => this.anchorLater());
    });
  }

  /** Where nothing was added since, the last one says as much. */
  private async anchor(): Promise<void> {
    try {
      const { sequence, hash } = await this.store.head();
      if (sequence === this.anchored) return;
      this.anchored = sequence;
      this.logger.log(`Anchor ${writtenAnchor({ sequence, hash, at: this.clock.now() })}`);
    } catch (error) {
      this.logger.warn(`No anchor could be taken: ${String(error)}`);
    }
  }
}
