import type { Behaviour } from '../behaviour/behaviour.js';
import type { JsonObject } from '../json-object.js';
import type { PlannedUsage } from '../plan/reply-plan.js';
import type { Dialect } from './dialect.js';
import type { Exchange } from './exchange.js';

/** One request to a vendor's route, read and judged: all that is left is to answer it. */
export interface ModelCall {
  readonly exchange: Exchange;
  readonly dialect: Dialect;
  readonly behaviour: Behaviour;
  readonly model: string;
  readonly body: JsonObject;
  /** To be called when, and only when, the usage is on its way to the client. */
  readonly usageReported: (usage: PlannedUsage) => void;
}

export type AnswerModelCall = (call: ModelCall) => Promise<void>;
