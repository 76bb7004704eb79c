import { Injectable, Logger } from '@nestjs/common';
import { type DataSource, LessThanOrEqual, MoreThan, type Repository } from 'typeorm';
import type { ResponseStore, StoredResponse } from '../../contracts/response-store.js';
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

  constructor(source: DataSource) {
    this.responses = source.getRepository(LlmResponse);
  }

  async put({ response, messages, ...rest }: StoredResponse): Promise<void> {
    await this.responses.insert({
      ...rest,
      response: JSON.stringify(response),
      messages: JSON.stringify(messages),
    });
    if (this.maySweep()) await this.sweep(rest.createdAt);
  }

  async get(id: string, owner: string, now: number): Promise<StoredResponse | undefined> {
    const row = await this.responses.findOneBy({ id, owner, expiresAt: MoreThan(now) });
    if (row === null) return undefined;
    return {
      ...row,
      response: JSON.parse(row.response) as StoredResponse['response'],
      messages: JSON.parse(row.messages) as StoredResponse['messages'],
    };
  }

  async delete(id: string, owner: string): Promise<boolean> {
    if (!(await this.responses.existsBy({ id, owner }))) return false;
    await this.responses.delete({ id, owner });
    return true;
  }

  /** Deletes what expired by then (epoch milliseconds). */
  private async sweep(now: number): Promise<void> {
    try {
      await this.responses.delete({ expiresAt: LessThanOrEqual(now) });
    } catch (error) {
      this.logger.warn(`Expired responses were not deleted: ${String(error)}`);
    }
  }
}
