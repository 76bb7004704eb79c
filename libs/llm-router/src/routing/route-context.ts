import type { Exchange } from '../contracts/exchange.js';
import type { RouteDirective } from '../contracts/directives.js';
import type { PromptProfile } from '../contracts/prompt-profile.js';
import type { RoutingContext } from '../contracts/routing-context.js';
import type { TaskClass } from '../contracts/task-class.js';

/** What routing found out about a call. */
export interface Findings {
  /** The name that the first choice stands for: after rules, without a suffix. */
  readonly model: string;
  readonly route: RouteDirective;
  readonly prompt: PromptProfile;
  readonly task: TaskClass | undefined;
  readonly tags: Exchange['tags'];
}

/** So that a field which `Exchange` gets later cannot be forgotten here. */
type EveryField<T> = { [K in keyof Required<T>]: T[K] };

/** A class, since a spread of so many fields is what costs most in a plan. */
export class RouteContext implements EveryField<RoutingContext> {
  readonly id: Exchange['id'];
  readonly embedding: Exchange['embedding'];
  readonly delivery: Exchange['delivery'];
  readonly directives: Exchange['directives'];
  readonly model: string;
  readonly downTo: Exchange['downTo'];
  readonly caller: Exchange['caller'];
  readonly subject: Exchange['subject'];
  readonly entities: Exchange['entities'];
  readonly compliance: Exchange['compliance'];
  readonly tags: Exchange['tags'];
  readonly origin: Exchange['origin'];
  readonly dryRun: Exchange['dryRun'];
  readonly signal: Exchange['signal'];
  readonly startedAt: Exchange['startedAt'];
  readonly deadline: Exchange['deadline'];
  readonly journal: Exchange['journal'];
  readonly route: RouteDirective;
  readonly prompt: PromptProfile;
  readonly task: TaskClass | undefined;

  constructor(
    exchange: Exchange,
    findings: Findings,
    readonly request = exchange.request,
    prompt = findings.prompt,
  ) {
    this.id = exchange.id;
    this.embedding = exchange.embedding;
    this.delivery = exchange.delivery;
    this.directives = exchange.directives;
    this.model = findings.model;
    this.downTo = exchange.downTo;
    this.caller = exchange.caller;
    this.subject = exchange.subject;
    this.entities = exchange.entities;
    this.compliance = exchange.compliance;
    this.tags = findings.tags;
    this.origin = exchange.origin;
    this.dryRun = exchange.dryRun;
    this.signal = exchange.signal;
    this.startedAt = exchange.startedAt;
    this.deadline = exchange.deadline;
    this.journal = exchange.journal;
    this.route = findings.route;
    this.prompt = prompt;
    this.task = findings.task;
  }
}
