import type { OnApplicationBootstrap, OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import type { ContentLog } from '../content-log.js';
import type { ContentRetention } from './content-retention.js';
import type { SubjectKeys } from './subject-keys.js';

/** Checks the master keys before the first call, runs retention, and at the end writes the contents that are left. */
export class SubjectsSession
  implements OnModuleInit, OnApplicationBootstrap, OnApplicationShutdown
{
  constructor(
    private readonly keys: SubjectKeys,
    private readonly retention: ContentRetention,
    private readonly contents: ContentLog | undefined,
  ) {}

  /** Rejects with a `ConfigurationError` where the master keys are not the right ones. */
  async onModuleInit(): Promise<void> {
    await this.keys.check();
  }

  onApplicationBootstrap(): void {
    this.retention.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.contents?.close();
    await this.retention.close();
  }
}
