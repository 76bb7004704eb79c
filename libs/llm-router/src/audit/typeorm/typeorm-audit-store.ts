import type { DataSource } from 'typeorm';
import { type Clock, SystemClock } from '../../contracts/clock.js';
import type { ChainHead } from '../audit-chain.js';
import { AuditStore } from '../audit-store.js';
import type { PlainEntry } from '../plain-entry.js';
import { inTransaction } from '../../sql/typeorm/in-transaction.js';
import { makeDurable } from '../../sql/typeorm/make-durable.js';
import type { SqlRow } from '../../sql/typeorm/sql-work.js';
import { appendEntries, auditTable, headOf } from './audit-statements.js';
import { LlmAuditEntry } from './llm-audit-entry.entity.js';

/** Keeps the chain in `llm_audit`. */
export class TypeOrmAuditStore extends AuditStore {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock = new SystemClock(),
  ) {
    super();
  }

  override get isOpen(): boolean {
    return this.dataSource.isInitialized;
  }

  override append(entries: readonly PlainEntry[], again: boolean): Promise<void> {
    const { dataSource } = this;
    return inTransaction(dataSource, () => appendEntries(dataSource, entries, again), this.clock);
  }

  override async head(): Promise<ChainHead> {
    await makeDurable(this.dataSource);
    const [row] = await this.dataSource.query<SqlRow[]>(
      `SELECT sequence, hash FROM ${auditTable(this.dataSource)} ORDER BY sequence DESC LIMIT 1`,
    );
    return headOf(row);
  }

  override async lastDetails(kind: string): Promise<string | undefined> {
    const entry = await this.dataSource
      .getRepository(LlmAuditEntry)
      .findOne({ where: { kind }, order: { sequence: 'DESC' } });
    return entry?.details;
  }
}
