import { createHash } from 'node:crypto';
import { Inject, Injectable, Logger, Optional } from '@nestjs/common';
import { Clock } from '../../contracts/clock.js';
import { toMilliseconds } from '../../contracts/duration.js';
import { LlmRouterError } from '../../contracts/errors/llm-router-error.js';
import { InvalidRequestError } from '../../contracts/errors/request-errors.js';
import type { CacheManagerLike } from '../../contracts/options.js';
import type { Subject } from '../../contracts/subject.js';
import type { SubjectSince } from '../../contracts/subject-vault.js';
import { LLM_HTTP_OPTIONS, type LlmHttpModuleOptions } from '../llm-http-options.js';
import { MemoryAnswers } from './answer-store.js';
import { AnswerRecorder } from './answer-recorder.js';
import type { RecordedAnswer } from './recorded-answer.js';
import { SealedAnswers } from './sealed-answers.js';

export const IDEMPOTENCY_HEADER = 'idempotency-key';
const LEGAL_KEY = /^[\x21-\x7e]{1,255}$/;

/** A request that names an idempotency key. */
export interface KeyedRequest {
  readonly key: string;
  /** What tells the caller and the door: a key of one caller's says nothing about another's. */
  readonly scope: readonly (string | undefined)[];
  readonly body: unknown;
  /** Whom the answer belongs to. */
  readonly subject: Subject;
  /** Aborted when the client no longer waits. */
  readonly signal: AbortSignal;
}

interface Making {
  readonly recorder: AnswerRecorder;
  readonly fingerprint: string;
  readonly of: SubjectSince;
}

interface UnderWay {
  readonly fingerprint: string;
  readonly ended: Promise<RecordedAnswer | undefined>;
}

/**
 * Sees to it that a request which is sent twice under one key is answered twice and made once. Only answers that ended
 * well are kept: a failure may be tried again under its key. Of two at once, the second waits for the first.
 */
@Injectable()
export class IdempotentAnswers {
  private readonly logger = new Logger(IdempotentAnswers.name);
  private readonly underWay = new Map<string, UnderWay>();
  private readonly store: CacheManagerLike;
  private readonly ttlMs: number;

  constructor(
    private readonly clock: Clock,
    private readonly sealed: SealedAnswers,
    @Optional() @Inject(LLM_HTTP_OPTIONS) options?: LlmHttpModuleOptions,
  ) {
    const { store, ttl } = options?.idempotency ?? {};
    this.store = store ?? new MemoryAnswers(clock);
    this.ttlMs = toMilliseconds(ttl ?? '24h');
  }

  /**
   * The answer that this request got before; undefined where `work` gave one now. Throws `idempotency_conflict` where
   * the key was used for another body.
   */
  async once(
    request: KeyedRequest,
    work: (recorder: AnswerRecorder) => Promise<void>,
  ): Promise<RecordedAnswer | undefined> {
    if (!LEGAL_KEY.test(request.key)) {
      throw new InvalidRequestError(
        `${IDEMPOTENCY_HEADER} must be 1 to 255 printable ASCII characters without spaces.`,
        IDEMPOTENCY_HEADER,
      );
    }
    const key = `llm-router:answer:${hash([...request.scope, request.key])}`;
    const fingerprint = hash(request.body);
    for (;;) {
      const before = this.underWay.get(key) ?? (await this.recall(key)) ?? this.underWay.get(key);
      if (before === undefined) break;
      if (before.fingerprint !== fingerprint) throw conflict();
      if (!('ended' in before)) return before;
      const answer = await unlessAborted(before.ended, request.signal);
      if (answer !== undefined) return answer;
    }
    const of = { subject: request.subject, since: this.clock.now() };
    const recorder = new AnswerRecorder(fingerprint);
    await this.make(key, { recorder, fingerprint, of }, work);
    return undefined;
  }

  private async make(
    key: string,
    { recorder, fingerprint, of }: Making,
    work: (recorder: AnswerRecorder) => Promise<void>,
  ): Promise<void> {
    let end: (answer: RecordedAnswer | undefined) => void = () => undefined;
    const ended = new Promise<RecordedAnswer | undefined>((resolve) => (end = resolve));
    this.underWay.set(key, { fingerprint, ended });
    try {
      await work(recorder);
      if (recorder.answer !== undefined) await this.keep(key, recorder.answer, of);
    } finally {
      this.underWay.delete(key);
      end(recorder.answer);
    }
  }

  private async recall(key: string): Promise<RecordedAnswer | undefined> {
    try {
      const kept = (await this.store.get(key)) as RecordedAnswer | null | undefined;
      return kept ? await this.sealed.open(key, kept) : undefined;
    } catch (error) {
      this.logger.warn(`The store of answers failed to look one up: ${String(error)}`);
      return undefined;
    }
  }

  private async keep(key: string, answer: RecordedAnswer, of: SubjectSince): Promise<void> {
    try {
      const sealed = await this.sealed.seal(key, answer, of);
      if (sealed !== undefined) await this.store.set(key, sealed, this.ttlMs);
    } catch (error) {
      this.logger.warn(`The store of answers failed to keep one: ${String(error)}`);
    }
  }
}

function hash(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(value) ?? '')
    .digest('hex');
}

function conflict(): LlmRouterError {
  return new LlmRouterError(
    `The ${IDEMPOTENCY_HEADER} was used for a request with another body. Use a new key for a new request.`,
    { code: 'idempotency_conflict', httpStatus: 409, param: IDEMPOTENCY_HEADER },
  );
}

async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop: () => void = () => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
