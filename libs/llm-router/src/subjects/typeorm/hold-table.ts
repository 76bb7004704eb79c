import type { DataSource } from 'typeorm';
import { LegalHolds } from '../../contracts/legal-holds.js';
import { LlmLegalHold } from './llm-legal-hold.entity.js';
import { sqlOn, tableOf } from './sql.js';

/** Who is held: a subject, by its pseudonym, or all of a tenant. */
export type HoldTarget = { readonly subject: string } | { readonly tenant: string };

const SUBJECT = 'subject:';
const TENANT = 'tenant:';

/** Legal holds in `llm_legal_holds`. */
export class HoldTable extends LegalHolds {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  override async held(): Promise<{ subjects: string[]; tenants: string[] }> {
    const ids = (await this.repository().find({ select: { id: true } })).map(({ id }) => id);
    return { subjects: after(SUBJECT, ids), tenants: after(TENANT, ids) };
  }

  find(target: HoldTarget): Promise<LlmLegalHold | null> {
    return this.repository().findOneBy({ id: idOf(target) });
  }

  /** One that is there gets the new reason. */
  async set(target: HoldTarget, hold: Omit<LlmLegalHold, 'id'>): Promise<void> {
    const table = tableOf(this.dataSource, LlmLegalHold);
    const { reason, setAt, setBy } = hold;
    await sqlOn(this.dataSource)`INSERT INTO ${table} (id, reason, set_at, set_by)
      VALUES (${idOf(target)}, ${reason}, ${setAt}, ${setBy})
      ON CONFLICT (id) DO UPDATE SET reason = excluded.reason, set_at = excluded.set_at,
        set_by = excluded.set_by`;
  }

  /** Whether there was one. */
  async lift(target: HoldTarget): Promise<boolean> {
    const table = tableOf(this.dataSource, LlmLegalHold);
    const sql = sqlOn(this.dataSource);
    const rows = await sql`DELETE FROM ${table} WHERE id = ${idOf(target)} RETURNING id`;
    return rows.length > 0;
  }

  private repository() {
    return this.dataSource.getRepository(LlmLegalHold);
  }
}

function idOf(target: HoldTarget): string {
  return 'subject' in target ? SUBJECT + target.subject : TENANT + target.tenant;
}

function after(prefix: string, ids: readonly string[]): string[] {
  return ids.filter((id) => id.startsWith(prefix)).map((id) => id.slice(prefix.length));
}
