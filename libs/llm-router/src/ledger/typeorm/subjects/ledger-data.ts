import { type DataSource, In } from 'typeorm';
import { type Clock, SystemClock } from '../../../contracts/clock.js';
import type { KnownSubject, SubjectData, SubjectHolding } from '../../../contracts/subject-data.js';
import { formatUsd } from '../../../foundation/pico-dollars.js';
import { LlmSubjectData } from '../../../plugin/plugin-markers.js';
import { inTransaction } from '../../../sql/typeorm/in-transaction.js';
import type { SqlWork } from '../../../sql/typeorm/sql-work.js';
import type { LedgerIntake } from '../ledger-intake.js';
import { ledgerSql } from '../ledger-sql.js';
import { LlmAttempt } from '../llm-attempt.entity.js';
import type { LlmRequest } from '../llm-request.entity.js';
import { foldByDay } from '../rollups/fold-rows.js';
import { upsertSums } from '../rollups/upsert-sums.js';
import { SqlParameters } from '../sql-parameters.js';
import { storableName } from '../storable.js';
import { callsOfSubject } from './calls-of-subject.js';
import { movedSums } from './moved-sums.js';
import { renameSums } from './rename-sums.js';
import { renamedTags } from './renamed-tags.js';

const CALLS_PER_BATCH = 200;

/**
 * The rows of a subject's calls. They hold money, and stay: where the subject is erased, a pseudonym takes the place of its
 * name, in the rows and in the sums over them. Id: `ledger`.
 */
@LlmSubjectData()
export class LedgerData implements SubjectData {
  readonly id = 'ledger';

  constructor(
    private readonly dataSource: DataSource,
    private readonly intake: LedgerIntake,
    private readonly clock: Clock = new SystemClock(),
  ) {}

  async count(subject: KnownSubject): Promise<SubjectHolding> {
    await this.intake.flush();
    const found = await callsOfSubject(this.dataSource, subject)
      .select('COUNT(*)', 'count')
      .addSelect('MIN(request.started_at)', 'oldest')
      .getRawOne<{ count: string | number; oldest: string | number | null }>();
    const { count = 0, oldest = null } = found ?? {};
    return { count: Number(count), ...(oldest !== null && { oldest: Number(oldest) }) };
  }

  async erase(subject: KnownSubject): Promise<number> {
    await this.intake.clear();
    const { user, pseudonym } = subject;
    let count = 0;
    for await (const calls of this.batches(subject)) {
      await this.rename(calls, subject);
      count += calls.length;
    }
    await this.run(() => renameSums(this.dataSource, storableName(user), pseudonym));
    return count;
  }

  async *export(subject: KnownSubject): AsyncGenerator<Record<string, unknown>> {
    await this.intake.flush();
    for await (const calls of this.batches(subject)) {
      for (const { decision: _routing, cost, startedAt, ...call } of calls) {
        const costUsd = cost === null ? null : formatUsd(cost);
        yield { ...call, startedAt: startedAt.toISOString(), costUsd };
      }
    }
  }

  private async *batches(subject: KnownSubject): AsyncGenerator<LlmRequest[]> {
    for (let after = ''; ;) {
      const calls = await callsOfSubject(this.dataSource, subject)
        .andWhere('request.id > :after', { after })
        .orderBy('request.id')
        .limit(CALLS_PER_BATCH)
        .getMany();
      if (calls.length > 0) yield calls;
      const last = calls.at(-1);
      if (last === undefined || calls.length < CALLS_PER_BATCH) return;
      after = last.id;
    }
  }

  private async rename(calls: readonly LlmRequest[], subject: KnownSubject): Promise<void> {
    const { dataSource } = this;
    const ids = calls.map(({ id }) => id);
    const attempts = await dataSource.getRepository(LlmAttempt).findBy({ requestId: In(ids) });
    const renamed = calls.map((call) => nobodys(call, subject));
    const rowsOf = (requests: readonly LlmRequest[]) => ({
      requests,
      attempts,
      calls: new Map(requests.map((it) => [it.id, it])),
    });
    const hours = movedSums(rowsOf(calls), rowsOf(renamed));
    const { tables } = ledgerSql(dataSource);
    await this.run(function* () {
      for (const { id, userId, tags } of renamed) {
        const parameters = new SqlParameters();
        const { bind } = parameters;
        const set = `"user_id" = ${bind(userId)}, "tags" = ${bind(JSON.stringify(tags))}`;
        const sql = `UPDATE ${tables.requests} SET ${set} WHERE "id" = ${bind(id)}`;
        yield parameters.statement(dataSource, sql);
      }
      yield* upsertSums(dataSource, { path: tables.hours, period: 'hour' }, hours);
      yield* upsertSums(dataSource, { path: tables.days, period: 'day' }, foldByDay(hours));
    });
  }

  private run(work: () => SqlWork<void>): Promise<void> {
    return inTransaction(this.dataSource, work, this.clock);
  }
}

function nobodys(call: LlmRequest, { user, pseudonym }: KnownSubject): LlmRequest {
  const name = storableName(user);
  const userId = call.userId === name ? pseudonym : call.userId;
  return { ...call, userId, tags: renamedTags(call.tags, name, pseudonym) };
}
