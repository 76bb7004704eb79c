import { Injectable, Optional } from '@nestjs/common';
import type { CallJournal } from '../contracts/call-journal.js';
import { Clock } from '../contracts/clock.js';
import { CompletionJournal } from '../contracts/completion-journal.js';
import { LlmRouterError } from '../contracts/errors/llm-router-error.js';
import type { Exchange } from '../contracts/exchange.js';
import type { Reply, SettlingReply } from '../contracts/reply.js';
import { RunningConfiguration } from '../contracts/running-configuration.js';
import { TextScrubber } from '../contracts/text-scrubber.js';
import { CallRecord } from './call-record.js';
import { EventBus } from './event-bus.js';
import { ObservedChunks } from './observed-chunks.js';
import { outcomeOf } from './outcome.js';
import { rememberSettledCall } from './settled-call-of.js';

/**
 * OBSERVE: the outermost stage. Whatever happens inside, the call's outcome settles once and every sink is told: at once,
 * or, where a provider did not tell its tokens, when these are counted. Where there is a journal, only a call that it has
 * room for begins, and its end is told when the record is safe.
 */
@Injectable()
export class ObserveStage {
  constructor(
    private readonly bus: EventBus,
    private readonly clock: Clock,
    @Optional() private readonly completions?: CompletionJournal,
    @Optional() private readonly running?: RunningConfiguration,
    @Optional() private readonly scrubber?: TextScrubber,
  ) {}

  /** A fresh journal for a call. */
  journal(callId: string): CallJournal {
    return new CallRecord(
      callId,
      (event) => this.bus.publish(event),
      (text) => this.scrub(text),
    );
  }

  async observe(exchange: Exchange, open: () => Promise<Reply>): Promise<SettlingReply> {
    const began = this.clock.monotonic();
    let reply: Reply | undefined;
    const phases: { firstPartMs?: number } = {};
    let admitted = false;
    let safe: Promise<void> | undefined;
    // Called once: of a call that fails to open, or by the reply.
    const settle = (failure?: LlmRouterError): Promise<void> | undefined => {
      const record = exchange.journal as CallRecord;
      const durationMs = this.clock.monotonic() - began;
      this.scrubFailure(failure);
      const conclude = (): Promise<void> | undefined => {
        const outcome = outcomeOf(exchange, reply, {
          status: failure?.endStatus ?? 'succeeded',
          durationMs,
          failure,
          firstPartMs: phases.firstPartMs,
          configuration: this.running?.hash,
        });
        if (failure !== undefined) rememberSettledCall(failure, outcome);
        if (admitted) safe = this.completions?.append(outcome);
        record.settle(outcome);
        this.bus.publish(outcome);
        return safe;
      };
      return record.counting === undefined ? conclude() : record.counting.then(conclude);
    };
    try {
      if (this.completions !== undefined) {
        this.completions.admit();
        admitted = true;
      }
      reply = await open();
    } catch (error) {
      const failure = LlmRouterError.from(error);
      failure.callId = exchange.id;
      const told = settle(failure);
      if (told !== undefined) await told;
      throw failure;
    }
    phases.firstPartMs = this.clock.monotonic() - began;
    return {
      id: exchange.id,
      head: reply.head,
      chunks: new ObservedChunks(reply.chunks, exchange.signal, settle),
      outcome: new Promise((resolve) =>
        exchange.journal.onSettled((outcome) =>
          safe === undefined ? resolve(outcome) : void safe.then(() => resolve(outcome)),
        ),
      ),
    };
  }

  /** What is thrown may be logged by whoever catches it. */
  private scrubFailure(failure: unknown): void {
    if (!LlmRouterError.isInstance(failure)) return;
    const message = this.scrub(failure.message);
    if (message !== failure.message) {
      failure.message = message;
      // The trace of a stack begins with the message.
      failure.stack = failure.stack && this.scrub(failure.stack);
    }
    this.scrubFailure(failure.cause);
  }

  private scrub(text: string): string {
    return this.scrubber?.scrub(text) ?? text;
  }
}
