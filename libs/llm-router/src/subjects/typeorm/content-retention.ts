import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import type { Cancel, Clock } from '../../contracts/clock.js';
import type { ContentSettings } from '../content-options.js';
import { LlmContent } from './llm-content.entity.js';
import { LlmLegalHold } from './llm-legal-hold.entity.js';
import { type Sql, type SqlText, sqlOn, tableOf } from './sql.js';

const EVERY_MS = 3_600_000;
const ROWS_PER_BATCH = 500;
/** In which others get their turn. */
const PAUSE_MS = 10;

/**
 * Deletes contents once they are old enough, but for those that are held: at the start and every hour, 500 in a statement.
 * Several processes may do so at once. What fails is logged, and tried again with the next run.
 */
export class ContentRetention {
  private readonly logger = new Logger('LlmContents');
  private readonly sql: Sql;
  private readonly contents: SqlText;
  private readonly holds: SqlText;
  private running: Promise<void> = Promise.resolve();
  private closing = false;
  private next: Cancel | undefined;

  constructor(
    dataSource: DataSource,
    private readonly settings: ContentSettings,
    private readonly clock: Clock,
  ) {
    this.sql = sqlOn(dataSource);
    this.contents = tableOf(dataSource, LlmContent);
    this.holds = tableOf(dataSource, LlmLegalHold);
  }

  start(): void {
    this.running = this.runAndTell();
  }

  async close(): Promise<void> {
    this.closing = true;
    this.next?.();
    await this.running;
  }

  /** Gives how many contents were deleted. */
  async run(): Promise<number> {
    const groups = await this.sql`SELECT DISTINCT tenant, sensitivity FROM ${this.contents}`;
    let deleted = 0;
    for (const { tenant, sensitivity } of groups) {
      const [whose, what] = [tenant as string | null, sensitivity as string | null];
      const before = this.clock.now() - this.settings.keepMs(what, whose);
      deleted += await this.delete(whose, what, before);
    }
    return deleted;
  }

  private async delete(
    tenant: string | null,
    sensitivity: string | null,
    before: number,
  ): Promise<number> {
    const { sql, contents, holds } = this;
    for (let deleted = 0; ;) {
      if (this.closing) return deleted;
      const rows = await sql`DELETE FROM ${contents} WHERE id IN (
        SELECT content.id FROM ${contents} AS content WHERE content.started_at < ${before}
          AND COALESCE(content.tenant, '') = ${tenant ?? ''}
          AND COALESCE(content.sensitivity, '') = ${sensitivity ?? ''}
          AND NOT EXISTS (SELECT 1 FROM ${holds} AS hold
            WHERE hold.id = 'subject:' || content.subject OR hold.id = 'tenant:' || content.tenant)
        ORDER BY content.started_at LIMIT ${ROWS_PER_BATCH}) RETURNING id`;
      deleted += rows.length;
      if (rows.length < ROWS_PER_BATCH) return deleted;
      await new Promise<void>((resolve) => void this.clock.after(PAUSE_MS, resolve));
    }
  }

  private async runAndTell(): Promise<void> {
    try {
      const deleted = await this.run();
      if (deleted > 0) this.logger.log(`Retention has deleted ${deleted} contents.`);
    } catch (error) {
      this.logger.warn(`Retention failed, next try in an hour: ${(error as Error).name}`);
    }
    if (this.closing) return;
    this.next = this.clock.after(EVERY_MS, () => this.start());
  }
}
