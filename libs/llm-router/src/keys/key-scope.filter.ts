import { Injectable } from '@nestjs/common';
import type { RequestCaller } from '../contracts/caller-of-request.js';
import type { CandidateFilter } from '../contracts/candidate-filter.js';
import type { Candidate } from '../contracts/candidate.js';
import { UnknownModelError } from '../contracts/errors/request-errors.js';
import { ModelDirectory } from '../contracts/model-directory.js';
import type { RoutingContext } from '../contracts/routing-context.js';
import { LlmFilter } from '../plugin/plugin-markers.js';
import { ModelNotAllowedError } from './key-errors.js';
import { fitsPattern, isPattern } from '../foundation/name-pattern.js';

/**
 * Leaves out models that the caller's key may not use: on every rung, whatever name brought them in. A key may use what
 * its names stand for: a tier's models are allowed with the tier. A call whose own name stands for nothing that is allowed
 * ends with a `ModelNotAllowedError`.
 */
@LlmFilter()
@Injectable()
export class KeyScopeFilter implements CandidateFilter {
  readonly id = 'key-scope';
  /** By the list itself, which is one for all calls of a key: the ids that its tiers, aliases and whole names stand for. */
  private readonly granted = new WeakMap<readonly string[], ReadonlySet<string>>();

  constructor(private readonly directory: ModelDirectory) {}

  refuse({ caller, model }: RoutingContext): ModelNotAllowedError | undefined {
    const { allowedModels }: RequestCaller = caller;
    if (allowedModels === undefined) return undefined;
    return this.directory.resolve(model).some((it) => this.allows(allowedModels, it))
      ? undefined
      : new ModelNotAllowedError(model, allowedModels);
  }

  reject(candidate: Candidate, context: RoutingContext): string | undefined {
    const { allowedModels }: RequestCaller = context.caller;
    if (allowedModels === undefined) return undefined;
    return this.allows(allowedModels, candidate)
      ? undefined
      : `the key ${context.caller.keyId ?? ''} may not use it`.replace('  ', ' ');
  }

  private allows(names: readonly string[], { id, upstreamModel }: Candidate): boolean {
    return (
      this.grantedBy(names).has(id) ||
      names.some((it) => isPattern(it) && fitsPattern(it, it.includes('/') ? id : upstreamModel))
    );
  }

  private grantedBy(names: readonly string[]): ReadonlySet<string> {
    let ids = this.granted.get(names);
    if (ids === undefined) {
      ids = new Set(names.flatMap((name) => this.namedBy(name)).flatMap((it) => this.idsOf(it)));
      this.granted.set(names, ids);
    }
    return ids;
  }

  /** Patterns mean tiers and aliases too. */
  private namedBy(name: string): readonly string[] {
    if (!isPattern(name)) return [name];
    const known = this.directory.list().map((it) => it.id);
    return known.filter((it) => fitsPattern(name, it));
  }

  /** None where the name stands for nothing, or no more. */
  private idsOf(name: string): readonly string[] {
    try {
      return this.directory.resolve(name).map(({ id }) => id);
    } catch (error) {
      if (error instanceof UnknownModelError) return [];
      throw error;
    }
  }
}
