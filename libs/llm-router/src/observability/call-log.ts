import { Inject, Injectable, Logger } from '@nestjs/common';
import { ConfigurationError } from '../contracts/errors/configuration-error.js';
import type { EventSink } from '../contracts/event-sink.js';
import { LLM_ROUTER_OPTIONS, type LlmRouterOptions } from '../contracts/options.js';
import type { CallSettled, RouterEvent, TargetChanged } from '../contracts/router-event.js';
import { LlmSink } from '../plugin/plugin-markers.js';
import { summariseCall } from './explain/summarise-call.js';
import { targetNews } from './explain/target-news.js';

const LEGAL = ['all', 'notable', 'off'] as const;
const SLOW_MS = 10_000;

/**
 * One line in words for a call, and one for each target that is ejected, held, probed or back. A call that its caller
 * left is no failure. No prompt, no answer, and nothing of what a provider says of them is logged.
 */
@LlmSink()
@Injectable()
export class CallLog implements EventSink {
  readonly id = 'call-log';
  private readonly logger = new Logger('LlmRouter');
  private readonly log: (typeof LEGAL)[number];

  /** Throws a `ConfigurationError` for a level that does not exist. */
  constructor(@Inject(LLM_ROUTER_OPTIONS) { log = 'notable' }: LlmRouterOptions) {
    if (!LEGAL.includes(log)) {
      throw new ConfigurationError(
        `log: ${JSON.stringify(log)} is not legal. Legal: ${LEGAL.join(', ')}.`,
      );
    }
    this.log = log;
  }

  onEvent(event: RouterEvent): void {
    if (this.log === 'off') return;
    if (event.type === 'call-settled') this.settled(event);
    else if (event.type === 'target-changed') this.changed(event);
  }

  private settled(call: CallSettled): void {
    if (this.log === 'notable' && !isNotable(call)) return;
    if (hasFailed(call)) this.logger.warn(summariseCall(call));
    else this.logger.log(summariseCall(call));
  }

  private changed(event: TargetChanged): void {
    const news = targetNews(event);
    if (event.to === 'ejected') this.logger.warn(news);
    else if (event.to === 'open' || this.log === 'all') this.logger.log(news);
  }
}

function isNotable(call: CallSettled): boolean {
  return (
    hasFailed(call) ||
    call.attempts.length > 1 ||
    call.rung !== undefined ||
    call.durationMs > SLOW_MS
  );
}

function hasFailed({ status, failure }: CallSettled): boolean {
  return status === 'aborted' ? failure?.code === 'shutting_down' : status !== 'succeeded';
}
