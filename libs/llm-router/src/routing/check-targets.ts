import type { RouteDirective } from '../contracts/directives.js';
import { ConfigurationError } from '../contracts/errors/configuration-error.js';
import type { ModelDirectory } from '../contracts/model-directory.js';
import type { ProviderAdapter } from '../contracts/provider-adapter.js';

/** Checks whom a directive names, and where. Throws a `ConfigurationError` for a provider, model or region that nobody has. */
export function checkTargets(
  route: RouteDirective,
  providers: readonly ProviderAdapter[],
  directory: ModelDirectory,
): void {
  const known = new Set(providers.map(({ id }) => id));
  for (const [field, entries] of Object.entries({
    only: route.only,
    ignore: route.ignore,
    order: route.order,
  })) {
    for (const entry of entries ?? []) checkTarget(entry, field, known, directory);
  }
  if (route.regions !== undefined) checkRegions(route.regions, providers);
}

function checkTarget(
  entry: string,
  field: string,
  known: ReadonlySet<string>,
  directory: ModelDirectory,
): void {
  const slash = entry.indexOf('/');
  const provider = (slash < 0 ? entry : entry.slice(0, slash)).toLowerCase();
  if (!known.has(provider)) {
    const names = [...known].sort().join(', ') || 'none';
    throw new ConfigurationError(
      `${field}: no provider is called "${provider}". Legal: a provider, or provider/model. Known: ${names}.`,
    );
  }
  if (slash >= 0) directory.resolve(provider + entry.slice(slash));
}

/** A list may name regions that nobody has yet, but not such alone: no call would ever be served. */
function checkRegions(regions: readonly string[], providers: readonly ProviderAdapter[]): void {
  const declared = providers.flatMap((provider) =>
    [provider, ...provider.models].flatMap(({ region, dataPolicy }) => [
      region,
      ...(dataPolicy?.regions ?? []),
    ]),
  );
  const known = new Set(declared.filter((it) => it !== undefined));
  const lower = new Set([...known].map((it) => it.toLowerCase()));
  if (regions.some((region) => lower.has(region.toLowerCase()))) return;
  throw new ConfigurationError(
    `regions: nobody declares the region ${regions.join(' or ')}. Known: ${[...known].sort().join(', ') || 'none'}.`,
  );
}
