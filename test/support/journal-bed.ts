import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type INestApplication, Logger } from '@nestjs/common';
import { SimulatedProvider } from 'simulated-provider';
import type { ScratchDatabase } from './scratch-databases.js';

/** What applications with a journal stand on, one test long; they log nothing. */
export class JournalBed {
  /** Closed in the end, before the rest. */
  apps: INestApplication[] = [];

  private constructor(
    /** Undefined where it is not reachable. */
    readonly database: ScratchDatabase | undefined,
    readonly provider: SimulatedProvider,
    /** Of the journals. */
    readonly directory: string,
  ) {}

  static async lay(scratch: () => Promise<ScratchDatabase | undefined>): Promise<JournalBed> {
    for (const level of ['log', 'warn', 'error'] as const) {
      jest.spyOn(Logger.prototype, level).mockReturnValue();
    }
    return new JournalBed(
      await scratch(),
      await SimulatedProvider.start(),
      mkdtempSync(join(tmpdir(), 'llm-journal-')),
    );
  }

  async clear(): Promise<void> {
    for (const app of this.apps) await app.close();
    await this.provider.close();
    await this.database?.drop();
    jest.restoreAllMocks();
    rmSync(this.directory, { recursive: true });
  }
}
