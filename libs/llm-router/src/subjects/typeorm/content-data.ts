import { type DataSource, MoreThan } from 'typeorm';
import type { KnownSubject, SubjectData, SubjectHolding } from '../../contracts/subject-data.js';
import { LlmSubjectData } from '../../plugin/plugin-markers.js';
import type { ContentTable } from './content-table.js';
import { LlmContent } from './llm-content.entity.js';
import { sqlOn, tableOf } from './sql.js';

const PAGE = 100;

/** What `llm_contents` holds of a subject. Id: `contents`. */
@LlmSubjectData()
export class ContentData implements SubjectData {
  readonly id = 'contents';

  constructor(
    private readonly dataSource: DataSource,
    private readonly contents: ContentTable,
  ) {}

  async count({ pseudonym }: KnownSubject): Promise<SubjectHolding> {
    const table = tableOf(this.dataSource, LlmContent);
    const rows = await sqlOn(this.dataSource)`SELECT sensitivity, COUNT(*) AS number,
      MIN(started_at) AS oldest FROM ${table} WHERE subject = ${pseudonym} GROUP BY sensitivity`;
    if (rows.length === 0) return { count: 0 };
    const named = rows.filter((row) => row['sensitivity'] !== null);
    return {
      count: rows.reduce((sum, row) => sum + Number(row['number']), 0),
      classes: Object.fromEntries(
        named.map((row) => [String(row['sensitivity']), Number(row['number'])]),
      ),
      oldest: Math.min(...rows.map((row) => Number(row['oldest']))),
    };
  }

  async erase({ pseudonym }: KnownSubject): Promise<number> {
    const table = tableOf(this.dataSource, LlmContent);
    const sql = sqlOn(this.dataSource);
    const rows = await sql`DELETE FROM ${table} WHERE subject = ${pseudonym} RETURNING id`;
    return rows.length;
  }

  async *export({ pseudonym }: KnownSubject): AsyncGenerator<Record<string, unknown>> {
    const repository = this.dataSource.getRepository(LlmContent);
    for (let after = ''; ;) {
      const rows = await repository.find({
        where: { subject: pseudonym, id: MoreThan(after) },
        order: { id: 'ASC' },
        take: PAGE,
      });
      for (const row of rows) {
        const { startedAt, ...content } = await this.contents.opened(row);
        yield { ...content, startedAt: new Date(startedAt).toISOString() };
      }
      const last = rows.at(-1);
      if (last === undefined || rows.length < PAGE) return;
      after = last.id;
    }
  }
}
