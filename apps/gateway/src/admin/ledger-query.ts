import { InvalidRequestError } from 'nestjs-llm-router';
import {
  type ForecastQuery,
  type MoversQuery,
  type RequestQuery,
  TIME_BUCKETS,
  USAGE_DIMENSIONS,
  type UsageDimension,
  type UsageFilter,
  type UsageQuery,
  type WhatIfQuery,
} from 'nestjs-llm-router/typeorm';
import { z } from 'zod';
import { limit, text, time } from './list-parameters.js';
import { readInput } from './read-input.js';

const STATUSES = ['succeeded', 'failed', 'timed_out', 'aborted', 'interrupted'] as const;

const requestParameters = z.strictObject({
  from: time.optional(),
  to: time.optional(),
  keyId: text.optional(),
  model: text.optional(),
  status: z.enum(STATUSES, { error: `one of ${STATUSES.join(', ')}` }).optional(),
  tag: z
    .string('one tag')
    .regex(/^[^=]+=./, 'name=value')
    .optional(),
  limit: limit.default(100),
  before: text.optional(),
});

const usageParameters = z.strictObject({
  groupBy: text.default('model'),
  bucket: z.enum(TIME_BUCKETS, { error: `one of ${TIME_BUCKETS.join(', ')}` }).optional(),
  from: time.optional(),
  to: time.optional(),
  format: z.enum(['json', 'csv'], { error: 'json or csv' }).optional(),
});

const moversParameters = z.strictObject({
  dimension: text.default('model'),
  from: time,
  to: time,
  againstFrom: time.optional(),
  againstTo: time.optional(),
  limit: limit.optional(),
});

const forecastParameters = z.strictObject({ month: text.optional(), asOf: time.optional() });

const whatIfParameters = z.strictObject({
  models: text,
  from: time.optional(),
  to: time.optional(),
});

/** Reads the filters of a list of calls. Throws an `InvalidRequestError` that names the parameter and what is legal. */
export function readRequestQuery(query: unknown): RequestQuery & { readonly limit: number } {
  return readInput(requestParameters, query, { kind: 'parameter' });
}

/** As above, of a sum; the ledger itself checks the dimensions. Each of the following takes dimensions as filters, too. */
export function readUsageQuery(query: unknown): UsageQuery & { readonly format?: 'json' | 'csv' } {
  const { groupBy, ...rest } = readFiltered(usageParameters, query);
  return { ...rest, groupBy: listOf(groupBy) as UsageDimension[] };
}

export function readMoversQuery(query: unknown): MoversQuery {
  const { dimension, againstFrom, againstTo, ...rest } = readFiltered(moversParameters, query);
  if ((againstFrom === undefined) !== (againstTo === undefined)) {
    throw new InvalidRequestError(
      'Name both againstFrom and againstTo, or neither.',
      'againstFrom',
    );
  }
  return {
    ...rest,
    dimension: dimension as UsageDimension,
    ...(againstFrom && againstTo && { against: { from: againstFrom, to: againstTo } }),
  };
}

export function readForecastQuery(query: unknown): ForecastQuery {
  return readFiltered(forecastParameters, query);
}

export function readWhatIfQuery(query: unknown): WhatIfQuery {
  const { models, ...rest } = readFiltered(whatIfParameters, query);
  return { ...rest, models: listOf(models) };
}

function listOf(text: string): string[] {
  return text.split(',').map((it) => it.trim());
}

/** Parameters that are named like a dimension are filters; several of a name are alternatives, an empty one is none. */
function readFiltered<T extends z.ZodObject>(
  schema: T,
  query: unknown,
): z.output<T> & { readonly filter: UsageFilter } {
  const entries = Object.entries((query ?? {}) as Record<string, string | string[]>);
  const isFilter = (name: string) =>
    name.startsWith('tag:') || (USAGE_DIMENSIONS as readonly string[]).includes(name);
  const filter = Object.fromEntries(entries.filter(([name]) => isFilter(name)));
  const others = Object.fromEntries(entries.filter(([name]) => !isFilter(name)));
  const also = [...USAGE_DIMENSIONS, 'tag:<name>'];
  return { ...readInput(schema, others, { kind: 'parameter', also }), filter };
}
