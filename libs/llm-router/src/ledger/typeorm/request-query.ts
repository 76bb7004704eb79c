import { type DataSource, In } from 'typeorm';
import type { EndStatus } from '../../contracts/attempt.js';
import { InvalidRequestError } from '../../contracts/errors/request-errors.js';
import { dialectOf } from './ledger-dialect.js';
import { LlmAttempt } from './llm-attempt.entity.js';
import { LlmRequest } from './llm-request.entity.js';
import { epochRange, type TimeRange } from './time-range.js';

/** Which calls to list; all conditions must hold. */
export interface RequestQuery extends TimeRange {
  readonly keyId?: string;
  /** The model that was asked for, or that answered. */
  readonly model?: string;
  readonly status?: EndStatus;
  /** A tag, as `name=value`. */
  readonly tag?: string;
  /** How many, 1 to 1,000. Default 100. */
  readonly limit?: number;
  /** The id of the last call of the page before. Default: begin with the newest. */
  readonly before?: string;
  /** Also read the attempts of each call: its upstream tries, what the cache saved, corrections. Default false. */
  readonly withAttempts?: boolean;
}

/** A call of the ledger, with its attempts where they were asked for. */
export type LedgerRequest = LlmRequest & { attempts?: LlmAttempt[] };

/** Lists calls, newest first. Throws an `InvalidRequestError` for an illegal limit or date. */
export async function findRequests(
  dataSource: DataSource,
  query: RequestQuery,
): Promise<LedgerRequest[]> {
  const { from, to } = epochRange(query);
  const { keyId, model, status, tag, limit = 100, before } = query;
  if (!Number.isInteger(limit) || limit < 1 || limit > 1_000) {
    throw new InvalidRequestError(
      `The limit ${limit} is not a whole number from 1 to 1000.`,
      'limit',
    );
  }
  const conditions: [unknown, string][] = [
    [from, 'request.startedAt >= :from'],
    [to, 'request.startedAt < :to'],
    [keyId, 'request.keyId = :keyId'],
    [model, '(request.servedModel = :model OR request.requestedModel = :model)'],
    [status, 'request.status = :status'],
    [
      tag,
      `EXISTS (SELECT 1 FROM ${dialectOf(dataSource).each}(request.tags) AS own WHERE own.key || '=' || own.value = :tag)`,
    ],
    [before, 'request.id < :before'],
  ];
  const builder = dataSource.getRepository(LlmRequest).createQueryBuilder('request');
  for (const [value, condition] of conditions) {
    if (value !== undefined) builder.andWhere(condition);
  }
  const requests: LedgerRequest[] = await builder
    .setParameters({ from, to, keyId, model, status, tag, before })
    .orderBy('request.id', 'DESC')
    .limit(limit)
    .getMany();
  if (query.withAttempts) await addAttempts(dataSource, requests);
  return requests;
}

/** One call with its attempts; null where there is none of this id. */
export async function findRequest(
  dataSource: DataSource,
  id: string,
): Promise<LedgerRequest | null> {
  const request = await dataSource.getRepository(LlmRequest).findOneBy({ id });
  if (request !== null) await addAttempts(dataSource, [request]);
  return request;
}

async function addAttempts(dataSource: DataSource, requests: LedgerRequest[]): Promise<void> {
  const attempts = await dataSource.getRepository(LlmAttempt).find({
    where: { requestId: In(requests.map((request) => request.id)) },
    order: { index: 'ASC', id: 'ASC' },
  });
  for (const request of requests) {
    request.attempts = attempts.filter((attempt) => attempt.requestId === request.id);
  }
}
