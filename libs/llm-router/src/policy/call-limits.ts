import type { RouteDirective } from '../contracts/directives.js';
import { NO_TRAINING, type Requirement, withinRegions, ZERO_RETENTION } from './requirement.js';

const NONE: readonly never[] = [];

/** What a call itself requires of those who may see it. */
export function limitsOf(route: RouteDirective): readonly Requirement[] {
  const { regions, dataCollection, zeroRetention } = route;
  if (regions === undefined && dataCollection !== 'deny' && zeroRetention !== true) return NONE;
  return [
    ...(regions === undefined ? [] : [withinRegions(regions)]),
    ...(dataCollection === 'deny' ? [NO_TRAINING] : []),
    ...(zeroRetention === true ? [ZERO_RETENTION] : []),
  ];
}
