import type { RouteDirective } from '../../contracts/directives.js';
import { ConfigurationError } from '../../contracts/errors/configuration-error.js';

/** Throws where a name stands for nothing. */
export interface NameResolver {
  resolve(name: string): unknown;
}

/** Throws where no strategy has this id; `option` is where it is named. */
export type StrategyExists = (id: string, option: string) => void;

/**
 * Resolves everything that a directive names; throws a `ConfigurationError` that begins with `place` and the field
 * where a name stands for nothing.
 */
export function checkNames(
  { model, tier, fallback = [], strategy }: RouteDirective,
  names: NameResolver,
  strategyExists: StrategyExists,
  place: string,
): void {
  const attempt = (field: string, resolve: () => unknown): void => {
    try {
      resolve();
    } catch (error) {
      throw new ConfigurationError(`${place}${field}: ${(error as Error).message}`);
    }
  };
  if (model !== undefined) attempt('model', () => names.resolve(model));
  if (tier !== undefined) attempt('tier', () => names.resolve(`tier:${tier}`));
  for (const [index, name] of fallback.entries()) {
    attempt(`fallback[${index}]`, () => names.resolve(name));
  }
  if (strategy !== undefined) strategyExists(strategy, `${place}strategy`);
}
