import type { RouteDirective } from './directives.js';
import type { Exchange } from './exchange.js';
import type { PromptProfile } from './prompt-profile.js';
import type { TaskClass } from './task-class.js';

/** A call as filters and strategies see it: with everything that routing found out about it. */
export interface RoutingContext extends Exchange {
  /** What the call, its decorators and the rule that fired say, merged. */
  readonly route: RouteDirective;
  readonly prompt: PromptProfile;
  /** Left out where nothing that decides asked for it. */
  readonly task?: TaskClass;
}
