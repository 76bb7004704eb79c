import { z } from 'zod';
import { audit } from './audit-schema.js';
import { budgeting, budgets } from './budget-schema.js';
import { key } from './key-schema.js';
import { currency, prices } from './price-schema.js';
import { privacy } from './privacy-schema.js';
import { provider } from './provider-schema.js';
import { redact } from './redact-schema.js';
import { breaker, concurrency, hedge, retries, timeouts } from './resilience-schema.js';
import { routing } from './routing-schema.js';
import {
  byteSize,
  databaseUrl,
  duration,
  flag,
  labels,
  oneOf,
  redisUrl,
  section,
  text,
  whole,
} from './scalars.js';
import { subjects } from './subjects-schema.js';
import { enabled, switchable } from './switchable.js';
import { tiers } from './tier-schema.js';

/** What `gateway.yaml` may hold. `gateway.example.yaml` explains every setting. */
export const gatewaySchema = section({
  server: section({
    host: text.default('127.0.0.1'),
    port: whole(0, 65_535).default(3000),
    bodyLimit: byteSize.default(32 * 1024 ** 2),
    requestTimeout: duration.default('2m'),
    trustedProxies: whole(0, 100).default(0),
    shutdownTimeout: duration.default('25s'),
  }).prefault({}),
  database: section({ url: databaseUrl.default('llm-router.sqlite') }).prefault({}),
  ledger: section({
    journal: switchable(
      section({
        enabled,
        directory: text.default('llm-router-journal'),
        redis: redisUrl.optional(),
        maxBytes: byteSize.default(256 * 1024 ** 2),
        sync: oneOf('always', 'never').default('always'),
      }),
    ).prefault({}),
    retention: section({
      keep: duration.optional(),
      partitions: oneOf('month').optional(),
    }).optional(),
  }).prefault({}),
  audit,
  redis: section({ url: redisUrl.optional() }).prefault({}),
  providers: z.array(provider, { error: 'a list of providers' }).optional(),
  tiers: tiers.optional(),
  aliases: z.record(z.string(), text, { error: 'names of models by alias' }).optional(),
  prices: prices.optional(),
  currency: currency.optional(),
  routing: routing.optional(),
  timeouts: timeouts.optional(),
  retries: retries.optional(),
  breaker: breaker.optional(),
  hedge: hedge.optional(),
  concurrency: concurrency.optional(),
  cache: section({ everyCall: flag.default(false), ttl: duration.optional() }).optional(),
  redact: redact.optional(),
  privacy: privacy.optional(),
  subjects: subjects.optional(),
  responses: section({ retention: duration.optional() }).optional(),
  tags: labels.optional(),
  log: oneOf('all', 'notable', 'off').optional(),
  limits: section({
    requestsPerMinute: whole(0).default(0),
    concurrentCalls: whole(1).optional(),
  }).prefault({}),
  budgets: budgets.optional(),
  budgeting: budgeting.optional(),
  keys: z.array(key, { error: 'a list of keys' }).default([]),
});

/** The gateway's settings: the file's, with the environment's over them. */
export type GatewayConfig = z.infer<typeof gatewaySchema>;
