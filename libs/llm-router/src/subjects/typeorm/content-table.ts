import type { DataSource } from 'typeorm';
import type { SubjectVault } from '../../contracts/subject-vault.js';
import { type ContentRecord, ContentStore } from '../content-record.js';
import { LlmContent } from './llm-content.entity.js';
import { LlmSubject } from './llm-subject.entity.js';
import { isPostgres, SqlText, sqlOn, tableOf } from './sql.js';

/** A content as it was noted. */
export interface ReadContent {
  readonly id: string;
  readonly tenant: string | null;
  readonly sensitivity: string | null;
  readonly startedAt: number;
  /** Undefined where the key is destroyed. */
  readonly content: unknown;
}

const STORE = 'llm_contents';

/** Keeps contents in `llm_contents`. */
export class ContentTable extends ContentStore {
  constructor(
    private readonly dataSource: DataSource,
    private readonly vault: SubjectVault,
  ) {
    super();
  }

  override get isOpen(): boolean {
    return this.dataSource.isInitialized;
  }

  /** In one statement with the look at the key: whoever destroys that waits for it, and finds the row. */
  override async add({ id, subject, startedAt, text, ...rest }: ContentRecord): Promise<boolean> {
    const since = { subject, since: startedAt };
    const sealed = await this.vault.seal(since, { store: STORE, id }, text);
    if (sealed === undefined) return false;
    const { dataSource } = this;
    const [contents, subjects] = [tableOf(dataSource, LlmContent), tableOf(dataSource, LlmSubject)];
    const lock = new SqlText(isPostgres(dataSource) ? 'FOR SHARE' : '');
    const { tenant = null, sensitivity = null } = rest;
    const { generation } = sealed;
    const rows = await sqlOn(dataSource)`INSERT INTO ${contents}
      (id, subject, generation, tenant, sensitivity, started_at, content)
      SELECT CAST(${id} AS varchar), id, generation, CAST(${tenant} AS varchar),
        CAST(${sensitivity} AS varchar), CAST(${startedAt} AS bigint), CAST(${sealed.data} AS text)
      FROM ${subjects} WHERE id = ${sealed.subject} AND generation = ${generation}
        AND wrapped IS NOT NULL ${lock}
      ON CONFLICT (id) DO NOTHING RETURNING id`;
    return rows.length > 0;
  }

  /** The content of a call; undefined where there is none. Rejects where it was tampered with. */
  async read(id: string): Promise<ReadContent | undefined> {
    const row = await this.dataSource.getRepository(LlmContent).findOneBy({ id });
    return row === null ? undefined : this.opened(row);
  }

  async opened(row: LlmContent): Promise<ReadContent> {
    const { id, subject, generation, tenant, sensitivity, startedAt, content: data } = row;
    const text = await this.vault.open({ subject, generation, data }, { store: STORE, id });
    const content: unknown = text === undefined ? undefined : JSON.parse(text);
    return { id, tenant, sensitivity, startedAt, content };
  }
}
