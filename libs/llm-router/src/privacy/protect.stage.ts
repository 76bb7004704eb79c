import { Inject, Injectable } from '@nestjs/common';
import type { CallFinding } from '../contracts/call-finding.js';
import { DataClasses } from '../contracts/data-classes.js';
import type { RedactDirective } from '../contracts/directives.js';
import { ContentBlockedError } from '../contracts/errors/request-errors.js';
import type { Exchange } from '../contracts/exchange.js';
import { redactDirectivesOf, type RedactDirectives } from '../contracts/merge-redact.js';
import { LLM_ROUTER_OPTIONS, type LlmRouterOptions } from '../contracts/options.js';
import type { Reply } from '../contracts/reply.js';
import { conversationOf } from './conversation-of.js';
import { begun, scannedChunks } from './output/scanned-chunks.js';
import { type KeyScope, Redactions, type Redaction } from './redactions.js';
import { restoredChunks } from './restored-chunks.js';
import { rewriteEmbedding } from './rewrite-embedding.js';
import { rewriteRequest } from './rewrite-request.js';
import type { Rewrite } from './rewrite.js';

/** A call as providers may see it, and the way back for its reply. */
export interface ProtectedCall {
  readonly exchange: Exchange;
  /** Takes out of the reply what is found in it; a promise where it may have to be refused before any of it is passed on. */
  readonly scan: (reply: Reply) => Reply | Promise<Reply>;
  /** Puts back what was taken out of the request. */
  readonly restore: (reply: Reply) => Reply;
}

const asItIs = (reply: Reply): Reply => reply;

/** Takes sensitive text out of a request, and puts it back into the reply. */
@Injectable()
export class ProtectStage {
  private readonly classes: DataClasses;

  constructor(
    private readonly redactions: Redactions,
    @Inject(LLM_ROUTER_OPTIONS) options: LlmRouterOptions,
  ) {
    this.classes = new DataClasses(options.privacy);
  }

  /** Throws a `ConfigurationError` that begins with `place` where a directive names what nobody finds. */
  check(directives: RedactDirectives | undefined, place: string): void {
    this.redactions.check(directives, place);
  }

  /** Whether a rule that labels a call may oblige it to more than is known before. */
  get goesByClass(): boolean {
    return this.redactions.goesByClass;
  }

  /**
   * A promise only where a redactor takes its time. Throws `ContentBlockedError` where something is found that is to be
   * blocked, and `InvalidRequestError` where a directive names what no redactor finds.
   */
  protect(exchange: Exchange): ProtectedCall | Promise<ProtectedCall> {
    return this.under(exchange, this.obliged(exchange, exchange.entities));
  }

  /** What is found may raise the class of a call, and with it what the call is obliged to. */
  private under(
    exchange: Exchange,
    directives: readonly RedactDirective[],
  ): ProtectedCall | Promise<ProtectedCall> {
    if (directives.length === 0) {
      return { exchange: calledFor(endUserOf(exchange), exchange), scan: asItIs, restore: asItIs };
    }
    const table = this.redactions.tableOf(directives, 'input');
    const redaction = this.redactions.redact(
      (rewrite) => rewritten(exchange, rewrite),
      table,
      scopeOf(exchange),
    );
    return redaction instanceof Promise
      ? redaction.then((it) => this.conclude(exchange, directives, it))
      : this.conclude(exchange, directives, redaction);
  }

  private conclude(
    exchange: Exchange,
    directives: readonly RedactDirective[],
    { value, vault, tally }: Redaction<Exchange>,
  ): ProtectedCall | Promise<ProtectedCall> {
    const found = this.redactions.withGroups(tally.entities);
    const entities = [...new Set([...(exchange.entities ?? []), ...found])];
    const obliged = this.obliged(exchange, entities);
    if (obliged.length > directives.length) return this.under(exchange, obliged);
    exchange.journal.found('input', tally.findings);
    if (tally.blocked.length > 0) throw new ContentBlockedError(tally.blocked);
    const textIsJson = asksForJson(exchange);
    const scanning = this.redactions.tableOf(directives, 'output');
    const user = endUserOf(exchange);
    const name = user === endUserOf(value) ? user : user && vault.hashOf('user', user);
    const safe = found.length === 0 ? exchange : Object.freeze({ ...value, entities });
    return {
      exchange: calledFor(name, safe),
      scan:
        scanning === undefined || exchange.embedding
          ? asItIs
          : async ({ head, chunks }) => {
              const noted = (it: readonly CallFinding[]): void =>
                exchange.journal.found('output', it);
              const scan = this.redactions.answerScan(scanning, vault, noted);
              return { head, chunks: await begun(scannedChunks(chunks, scan, textIsJson)) };
            },
      restore: vault.empty
        ? asItIs
        : ({ head, chunks }) => ({ head, chunks: restoredChunks(chunks, vault, textIsJson) }),
    };
  }

  /** What the call's own directives say, what the data policy has to know, and what the call's class obliges it to. */
  private obliged(
    { directives }: Exchange,
    entities: readonly string[] | undefined,
  ): readonly RedactDirective[] {
    const { watch, goesByClass } = this.redactions;
    const own = redactDirectivesOf(directives.redact);
    const looking = watch === undefined ? own : [...own, watch];
    if (!goesByClass) return looking;
    const ofClass = this.redactions.ofClass(this.classes.of(directives.route ?? {}, entities));
    return [...new Set([...looking, ...ofClass])];
  }
}

/** Whom the request itself names as its end user. */
function endUserOf({ embedding, request }: Exchange): string | undefined {
  return (embedding === undefined ? request.user : embedding.user) ?? undefined;
}

/** The user of the call, where its caller names none: for the ledger, budgets and who shares what is kept. */
function calledFor(user: string | undefined, exchange: Exchange): Exchange {
  if (user === undefined || user === '' || exchange.caller.user !== undefined) return exchange;
  const caller = { ...exchange.caller, user };
  exchange.journal.calledBy(caller);
  return Object.freeze({ ...exchange, caller });
}

/** Vectors of the same text have to be the same in every conversation. */
function scopeOf({ caller, embedding, request }: Exchange): KeyScope {
  const conversation = embedding === undefined ? conversationOf(request) : [];
  return { tenant: caller.tenant, conversation };
}

function asksForJson({ request }: Exchange): boolean {
  const type = request.response_format?.type;
  return type === 'json_object' || type === 'json_schema';
}

/** The same exchange where nothing changes. */
function rewritten(exchange: Exchange, rewrite: Rewrite): Exchange {
  const request = rewriteRequest(exchange.request, rewrite);
  const embedding = exchange.embedding && rewriteEmbedding(exchange.embedding, rewrite);
  return request === exchange.request && embedding === exchange.embedding
    ? exchange
    : Object.freeze({ ...exchange, request, embedding });
}
