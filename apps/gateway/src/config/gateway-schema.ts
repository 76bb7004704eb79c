import { z } from 'zod';
import { key } from './key-schema.js';
import { prices, provider } from './provider-schema.js';
import {
  byteSize,
  databaseUrl,
  duration,
  flag,
  oneOf,
  redisUrl,
  section,
  text,
  whole,
} from './scalars.js';

const names = z.array(text, { error: 'a list of names' });

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
  redis: section({ url: redisUrl.optional() }).prefault({}),
  providers: z.array(provider, { error: 'a list of providers' }).optional(),
  tiers: z.record(z.string(), names, { error: 'lists of models by name' }).optional(),
  aliases: z.record(z.string(), text, { error: 'names of models by alias' }).optional(),
  prices: prices.optional(),
  routing: section({ strategy: text.optional(), defaultModel: text.optional() }).optional(),
  timeouts: section({
    connect: duration.optional(),
    firstPart: duration.optional(),
    idle: duration.optional(),
    attempt: duration.optional(),
    total: duration.optional(),
  }).optional(),
  retries: section({
    attempts: whole(1).optional(),
    perTarget: whole(1).optional(),
    baseDelay: duration.optional(),
    maxDelay: duration.optional(),
  }).optional(),
  breaker: z
    .preprocess(
      (value) => (value === false ? { enabled: false } : value),
      section({
        enabled: flag.default(true),
        failures: whole(1).optional(),
        coolDown: duration.optional(),
        maxCoolDown: duration.optional(),
      }),
    )
    .transform(({ enabled, ...options }) => enabled && options)
    .optional(),
  cache: section({ everyCall: flag.default(false), ttl: duration.optional() }).optional(),
  redact: section({
    entities: names.optional(),
    action: oneOf('pseudonymise', 'mask', 'block').optional(),
  }).optional(),
  responses: section({ retention: duration.optional() }).optional(),
  tags: z.record(z.string(), text, { error: 'names with texts' }).optional(),
  limits: section({
    requestsPerMinute: whole(0).default(0),
    concurrentCalls: whole(1).optional(),
  }).prefault({}),
  keys: z.array(key, { error: 'a list of keys' }).default([]),
});

/** The gateway's settings: the file's, with the environment's over them. */
export type GatewayConfig = z.infer<typeof gatewaySchema>;
