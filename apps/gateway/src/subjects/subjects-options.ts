import { resolve } from 'node:path';
import type { LlmSubjectsOptions } from 'nestjs-llm-router/typeorm';
import type { GatewayConfig } from '../config/gateway-schema.js';

/** The settings as the module takes them. Paths start in the working directory. */
export function subjectsOptions(
  { masterKeys, masterKeyFile, content }: NonNullable<GatewayConfig['subjects']>,
  cwd: string,
): LlmSubjectsOptions {
  return {
    keys:
      masterKeyFile === undefined
        ? { text: masterKeys ?? '' }
        : { file: resolve(cwd, masterKeyFile) },
    ...(content !== false && { content }),
  };
}
