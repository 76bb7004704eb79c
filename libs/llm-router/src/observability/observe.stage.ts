import { Injectable, Optional } from '@nestjs/common';
import type { CallJournal } from '../contracts/call-journal.js';
import { Clock } from '../contracts/clock.js';
import { CompletionJournal } from '../contracts/completion-journal.js';
import { LlmRouterError } from '../contracts/errors/llm-router-error.js';
import type { Exchange } from '../contracts/exchange.js';
import type { Reply, SettlingReply } from '../contracts/reply.js';
import { CallRecord } from './call-record.js';
import { EventBus } from './event-bus.js';
import { ObservedChunks } from './observed-chunks.js';
import { outcomeOf } from './outcome.js';
import { rememberSettledCall } from './settled-call-of.js';

/**
 * OBSERVE: the outermost stage. Whatever happens inside, the call's outcome settles once and every sink is told. Where
 * there is a journal, only a call that it has room for begins, and its end is told when the record is safe.
 */
@Injectable()
export class ObserveStage {
  constructor(
    private readonly bus: EventBus,
    private readonly clock: Clock,
    @Optional() private readonly completions?: CompletionJournal,
  ) {}

  /** A fresh journal for a call. */
  journal(callId: string): CallJournal {
    return new CallRecord(callId, (event) => this.bus.publish(event));
  }

  async observe(exchange: Exchange, open: () => Promise<Reply>): Promise<SettlingReply> {
    const began = this.clock.monotonic();
    let reply: Reply | undefined;
    const phases: { firstPartMs?: number } = {};
    let admitted = false;
    let safe: Promise<void> | undefined;
    const settle = (failure?: LlmRouterError): Promise<void> | undefined => {
      const record = exchange.journal as CallRecord;
      if (record.settled) return safe;
      const durationMs = this.clock.monotonic() - began;
      const outcome = outcomeOf(exchange, reply, {
        status: failure?.endStatus ?? 'succeeded',
        durationMs,
        failure,
        firstPartMs: phases.firstPartMs,
      });
      if (failure !== undefined) rememberSettledCall(failure, outcome);
      if (admitted) safe = this.completions?.append(outcome);
      record.settle(outcome);
      this.bus.publish(outcome);
      return safe;
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
      const recorded = settle(failure);
      if (recorded !== undefined) await recorded;
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
}
