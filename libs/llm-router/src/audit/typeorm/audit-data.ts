import type { DataSource } from 'typeorm';
import type { AuditTrail } from '../../contracts/audit-trail.js';
import type { KnownSubject, SubjectData, SubjectHolding } from '../../contracts/subject-data.js';
import { LlmSubjectData } from '../../plugin/plugin-markers.js';
import { LlmAuditEntry } from './llm-audit-entry.entity.js';

/** Entries about a subject, under its pseudonym. They are kept for good: nothing is erased. Id: `audit`. */
@LlmSubjectData()
export class AuditData implements SubjectData {
  readonly id = 'audit';

  constructor(
    private readonly dataSource: DataSource,
    private readonly trail: AuditTrail,
  ) {}

  async count({ pseudonym }: KnownSubject): Promise<SubjectHolding> {
    await this.trail.flush();
    const [oldest] = await this.entries(pseudonym, 1);
    if (oldest === undefined) return { count: 0 };
    const count = await this.repository().countBy({ subject: pseudonym });
    return { count, oldest: oldest.at };
  }

  erase(): Promise<number> {
    return Promise.resolve(0);
  }

  async *export({ pseudonym }: KnownSubject): AsyncGenerator<Record<string, unknown>> {
    await this.trail.flush();
    for (const { sequence, at, kind, actor, details } of await this.entries(pseudonym)) {
      const when = new Date(at).toISOString();
      yield { sequence, at: when, kind, actor, details: JSON.parse(details) as unknown };
    }
  }

  private entries(subject: string, take?: number): Promise<LlmAuditEntry[]> {
    return this.repository().find({ where: { subject }, order: { sequence: 'ASC' }, take });
  }

  private repository() {
    return this.dataSource.getRepository(LlmAuditEntry);
  }
}
