import { Injectable } from '@nestjs/common';
import { LlmQuota, type Quota, type QuotaLease } from 'nestjs-llm-router';

/** Limits nothing: it knows which calls have not settled, so that a shutdown can wait for them. */
@LlmQuota()
@Injectable()
export class CallsUnderWay implements Quota {
  readonly id = 'calls-under-way';
  private count = 0;
  private waiting: (() => void)[] = [];

  reserve(): QuotaLease {
    this.count++;
    return { settle: () => this.settled() };
  }

  /** Resolves when no call is under way. */
  async idle(): Promise<void> {
    if (this.count > 0) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  private settled(): void {
    this.count--;
    if (this.count === 0) for (const resolve of this.waiting.splice(0)) resolve();
  }
}
