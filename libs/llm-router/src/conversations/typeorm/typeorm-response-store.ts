import { Injectable, Logger } from '@nestjs/common';
import {
  type DataSource,
  type FindOptionsWhere,
  In,
  IsNull,
  LessThanOrEqual,
  MoreThan,
  Not,
  type Repository,
} from 'typeorm';
import type { LegalHolds } from '../../contracts/legal-holds.js';
import type { ResponseStore, StoredResponse } from '../../contracts/response-store.js';
import { scopeOf } from '../../contracts/subject.js';
import { atMostEvery } from '../../foundation/at-most-every.js';
import { LlmResponse } from './llm-response.entity.js';
import { LlmResponseStore } from '../../plugin/plugin-markers.js';

const SWEEP_MS = 60_000;

/** Keeps responses in `llm_responses`. Those that expired are deleted with a later write. Id: `typeorm`. */
@LlmResponseStore()
@Injectable()
export class TypeOrmResponseStore implements ResponseStore {
  readonly id = 'typeorm';
  private readonly logger = new Logger(TypeOrmResponseStore.name);
  private readonly responses: Repository<LlmResponse>;
  private readonly maySweep = atMostEvery(SWEEP_MS, () => performance.now());

  constructor(
    source: DataSource,
    private readonly holds?: LegalHolds,
  ) {
    this.responses = source.getRepository(LlmResponse);
  }

  async put({ response, messages, ...rest }: StoredResponse): Promise<void> {
    await this.responses.insert({
      ...rest,
      subject: rest.subject ?? null,
      response: JSON.stringify(response),
      messages: JSON.stringify(messages),
    });
    if (this.maySweep()) await this.sweep(rest.createdAt);
  }

  async get(id: string, owner: string, now: number): Promise<StoredResponse | undefined> {
    const row = await this.responses.findOneBy({ id, owner, expiresAt: MoreThan(now) });
    return row === null ? undefined : storedFrom(row);
  }

  async delete(id: string, owner: string): Promise<boolean> {
    if (!(await this.responses.existsBy({ id, owner, expiresAt: MoreThan(0) }))) return false;
    // What is held goes later, but nobody gets it any more.
    await this.responses.update({ id, owner }, { expiresAt: 0 });
    await this.deleteUnheld({ id, expiresAt: 0 });
    return true;
  }

  async ofSubject(subject: string): Promise<StoredResponse[]> {
    return (await this.responses.findBy({ subject })).map(storedFrom);
  }

  async deleteOfSubject(subject: string): Promise<number> {
    const found = await this.responses.find({ where: { subject }, select: { id: true } });
    await this.responses.delete({ subject });
    return found.length;
  }

  private async deleteUnheld(expired: FindOptionsWhere<LlmResponse>): Promise<void> {
    const { subjects = [], tenants = [] } = (await this.holds?.held()) ?? {};
    const owner = Not(In(tenants.map((tenant) => scopeOf({ tenant }))));
    await this.responses.delete({ ...expired, owner, subject: IsNull() });
    await this.responses.delete({ ...expired, owner, subject: Not(In(subjects)) });
  }

  /** Deletes what expired by then (epoch milliseconds). */
  private async sweep(now: number): Promise<void> {
    try {
      await this.deleteUnheld({ expiresAt: LessThanOrEqual(now) });
    } catch (error) {
      this.logger.warn(`Expired responses were not deleted: ${String(error)}`);
    }
  }
}

function storedFrom({ subject, response, messages, ...row }: LlmResponse): StoredResponse {
  return {
    ...row,
    ...(subject !== null && { subject }),
    response: JSON.parse(response) as StoredResponse['response'],
    messages: JSON.parse(messages) as StoredResponse['messages'],
  };
}
