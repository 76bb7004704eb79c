import { Injectable } from '@nestjs/common';
import type { Directives } from '../contracts/directives.js';
import { toMilliseconds } from '../contracts/duration.js';
import { ConfigurationError } from '../contracts/errors/configuration-error.js';
import { ProtectStage } from '../privacy/protect.stage.js';
import { RouteStage } from '../routing/route.stage.js';

/** Checks at boot what decorators and options name, so that a typing mistake does not wait for the first call. */
@Injectable()
export class DirectiveCheck {
  constructor(
    private readonly routing: RouteStage,
    private readonly protecting: ProtectStage,
  ) {}

  /** Throws a `ConfigurationError` that begins with `place`, e.g. `Summaries.create`. */
  check({ route, cache, redact }: Directives, place: string): void {
    try {
      if (route !== undefined) this.routing.check(route);
      this.protecting.check(redact, 'redact');
      if (cache && cache.ttl !== undefined) toMilliseconds(cache.ttl);
    } catch (error) {
      throw new ConfigurationError(`${place}: ${(error as Error).message}`);
    }
  }
}
