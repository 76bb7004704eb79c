import { ConfigurationProblems, type Problem } from './configuration-problems.js';
import { describeIssue } from './describe-issue.js';
import { type Environment, readEnvironment, withEnvironment } from './environment.js';
import { type GatewayConfig, gatewaySchema } from './gateway-schema.js';
import { interpolate } from './interpolate.js';
import { readConfigFile } from './read-config-file.js';

export interface LoadedConfig {
  readonly config: GatewayConfig;
  readonly environment: Environment;
  /** The file's name; undefined where there is none. */
  readonly file?: string;
}

/**
 * Reads and checks the whole configuration: the file's, with the environment's over it. Throws
 * `ConfigurationProblems` with everything that is wrong.
 */
export function loadConfig(env: NodeJS.ProcessEnv, cwd: string): LoadedConfig {
  const file = readConfigFile(env, cwd);
  const source = file?.name ?? 'configuration';
  const { value, problems: unset } = interpolate(source, file?.document ?? {}, env);
  const result = gatewaySchema.safeParse(value);
  const environment = readEnvironment(env);
  const wrong =
    result.error?.issues.flatMap((it) => describeIssue(source, it, file?.document)) ?? [];
  const unsetPlaces = new Set(unset.map((it) => it.place));
  const problems = [...unset, ...wrong.filter((it) => !unsetPlaces.has(it.place))];
  if (isProblems(environment)) throw new ConfigurationProblems([...problems, ...environment]);
  if (!result.success || problems.length > 0) throw new ConfigurationProblems(problems);
  const config = withEnvironment(result.data, environment);
  checkKeys(config, source);
  return { config, environment, ...(file && { file: file.name }) };
}

function isProblems(value: Environment | readonly Problem[]): value is readonly Problem[] {
  return Array.isArray(value);
}

function checkKeys({ keys }: GatewayConfig, source: string): void {
  const ids = keys.map((it) => it.id);
  const twice = [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
  if (twice.length === 0) return;
  throw new ConfigurationProblems(
    twice.map((id) => ({
      source,
      place: 'keys',
      message: `two keys are called ${JSON.stringify(id)}. Give each its own id: the ledger tells them apart by it.`,
    })),
  );
}
