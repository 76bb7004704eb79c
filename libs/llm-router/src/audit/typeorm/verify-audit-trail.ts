import { type DataSource, MoreThan } from 'typeorm';
import type { AuditAnchor } from '../audit-anchor.js';
import { type AuditVerdict, ChainCheck } from '../chain-check.js';
import { LlmAuditEntry } from './llm-audit-entry.entity.js';

const PAGE = 1_000;

/**
 * Goes through `llm_audit` from its first row to its last, and says what was edited, deleted, moved or inserted. With
 * anchors that were kept elsewhere, a tail that was cut off or written anew is found too. It needs the memory of 1,000 rows.
 */
export async function verifyAuditTrail(
  dataSource: DataSource,
  anchors: readonly AuditAnchor[] = [],
): Promise<AuditVerdict> {
  const repository = dataSource.getRepository(LlmAuditEntry);
  const check = new ChainCheck(anchors);
  let after = Number.MIN_SAFE_INTEGER;
  for (;;) {
    const page = await repository.find({
      where: { sequence: MoreThan(after) },
      order: { sequence: 'ASC' },
      take: PAGE,
    });
    for (const entry of page) check.add(entry);
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return check.end();
    after = last.sequence;
  }
}
