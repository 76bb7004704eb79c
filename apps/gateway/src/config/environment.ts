import { z } from 'zod';
import type { Problem } from './configuration-problems.js';
import { describeIssue } from './describe-issue.js';
import type { GatewayConfig } from './gateway-schema.js';
import type { KeySettings } from './key-schema.js';
import { databaseUrl, httpUrl, oneOf, redisUrl, secret, text, whole } from './scalars.js';
import { DEFAULT_LOG_LEVEL, LOG_LEVELS } from '../server/logging.js';

/** `name:key,name:key` */
const keyList = text
  .transform((list) => list.split(',').map((pair) => /^\s*([^:\s]+):([\x21-\x7e]+)\s*$/.exec(pair)))
  .refine((pairs) => pairs.every((it) => it !== null), {
    error: 'name:key, more of them after commas',
  })
  .transform((pairs) => pairs.map((it) => ({ id: it?.[1] ?? '', key: it?.[2] ?? '' })));

/** The environment variables that the gateway reads, `LLM_ROUTER_CONFIG` aside. */
const variables = z.object({
  PORT: whole(0, 65_535).optional(),
  HOST: text.optional(),
  DATABASE_URL: databaseUrl.optional(),
  REDIS_URL: redisUrl.optional(),
  LLM_ROUTER_KEYS: keyList.optional(),
  LLM_ROUTER_ADMIN_KEYS: keyList.optional(),
  OPENAI_API_KEY: secret.optional(),
  ANTHROPIC_API_KEY: secret.optional(),
  GEMINI_API_KEY: secret.optional(),
  OPENROUTER_API_KEY: secret.optional(),
  OLLAMA_BASE_URL: httpUrl.optional(),
  LOG_LEVEL: oneOf(...LOG_LEVELS).default(DEFAULT_LOG_LEVEL),
});

export type Environment = z.infer<typeof variables>;

/** Reads the environment. A variable that is set to nothing counts as not set. */
export function readEnvironment(env: NodeJS.ProcessEnv): Environment | readonly Problem[] {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const result = variables.safeParse(set);
  if (result.success) return result.data;
  return result.error.issues.flatMap((issue) => describeIssue('environment', issue, set));
}

/** The file's settings with the environment's over them. */
export function withEnvironment(file: GatewayConfig, env: Environment): GatewayConfig {
  const keys = (list: Environment['LLM_ROUTER_KEYS'], admin: boolean): KeySettings[] =>
    (list ?? []).map((it) => ({ ...it, admin }));
  return {
    ...file,
    server: {
      ...file.server,
      host: env.HOST ?? file.server.host,
      port: env.PORT ?? file.server.port,
    },
    database: { url: env.DATABASE_URL ?? file.database.url },
    redis: { url: env.REDIS_URL ?? file.redis.url },
    keys: [
      ...file.keys,
      ...keys(env.LLM_ROUTER_KEYS, false),
      ...keys(env.LLM_ROUTER_ADMIN_KEYS, true),
    ],
  };
}
