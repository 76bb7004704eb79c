import type { DataSource } from 'typeorm';
import { ulid } from 'ulid';
import { type Clock, SystemClock } from '../../contracts/clock.js';
import { InvalidRequestError } from '../../contracts/errors/request-errors.js';
import type { PicoDollars } from '../../contracts/model-price.js';
import { NO_USAGE, type TokenClass } from '../../contracts/token-usage.js';
import type { LedgerIntake } from './ledger-intake.js';
import { costColumns, NOTHING_SAVED } from './ledger-rows.js';
import type { LedgerTables } from './ledger-tables.js';
import { LlmAttempt } from './llm-attempt.entity.js';
import { LlmRequest } from './llm-request.entity.js';
import { storable } from './storable.js';

/** What has to be added to the ledger, so that it is right. */
export interface LedgerCorrection {
  /** The call that it is about. */
  readonly requestId: string;
  /** Which of its upstream tries. Default: the one that answered, or the last. */
  readonly attemptId?: string;
  /** What to add to its tokens, in whole tokens; negative takes away. Default: nothing. */
  readonly usage?: Readonly<Partial<Record<TokenClass, number>>>;
  /** What to add to its cost; negative takes away. Default: nothing. */
  readonly cost?: PicoDollars;
  /** Why: an invoice, a price that was wrong. */
  readonly note: string;
  /** A correction that is made again under the same id changes nothing. Default: a new id. */
  readonly id?: string;
}

/** A correction, as it was booked. */
export interface BookedCorrection {
  readonly id: string;
  /** False where the ledger had it already. */
  readonly added: boolean;
}

/**
 * Corrects the ledger by new rows: no row is ever changed. A correction counts at the time of the try that it is about,
 * and under the same model, key and so on.
 */
export class LedgerCorrections {
  constructor(
    private readonly dataSource: DataSource,
    private readonly tables: LedgerTables,
    private readonly intake: LedgerIntake,
    private readonly clock: Clock = new SystemClock(),
  ) {}

  /** Throws an `InvalidRequestError` for an unknown call or try, tokens that are no whole numbers, or an empty note. */
  async correct(correction: LedgerCorrection): Promise<BookedCorrection> {
    const { requestId, cost = 0n } = correction;
    const usage = checkedUsage(correction);
    const note = storable(correction.note.trim());
    if (note === '') throw new InvalidRequestError('A correction needs a note.', 'note');
    const id = correction.id ?? ulid(this.clock.now());
    if (id !== storable(id) || id.length < 1 || id.length > 100) {
      throw new InvalidRequestError('The id of a correction has 1 to 100 characters.', 'id');
    }
    await this.intake.flush();
    const { request, attempt } = await this.subjectOf(correction);
    await this.assertFree(id, requestId);
    const row: LlmAttempt = {
      ...attempt,
      ...NOTHING_SAVED,
      id,
      kind: 'correction',
      upstreamStatus: null,
      errorCode: null,
      errorMessage: null,
      finishReason: null,
      usage,
      cost,
      costParts: costColumns(undefined),
      waitedMs: null,
      openedMs: null,
      firstPartMs: null,
      durationMs: 0,
      note,
    };
    const { attempts } = await this.tables.add({
      requests: [],
      attempts: [row],
      calls: new Map([[requestId, request]]),
    });
    return { id, added: attempts.length > 0 };
  }

  private async subjectOf({ requestId, attemptId }: LedgerCorrection) {
    const request = await this.dataSource.getRepository(LlmRequest).findOneBy({ id: requestId });
    if (request === null) {
      throw new InvalidRequestError(
        `The ledger has no call ${JSON.stringify(requestId)}.`,
        'requestId',
      );
    }
    const rows = await this.dataSource
      .getRepository(LlmAttempt)
      .find({ where: { requestId }, order: { index: 'DESC' } });
    const tries = rows.filter(({ kind }) => kind !== 'saved' && kind !== 'correction');
    const attempt =
      attemptId === undefined
        ? (tries.find(({ model }) => model === request.servedModel) ?? tries[0])
        : tries.find(({ id }) => id === attemptId);
    if (attempt !== undefined) return { request, attempt };
    throw new InvalidRequestError(
      attemptId === undefined
        ? `The call ${JSON.stringify(requestId)} was never sent to a provider: there is nothing to correct.`
        : `The call ${JSON.stringify(requestId)} has no upstream try ${JSON.stringify(attemptId)}.`,
      attemptId === undefined ? 'requestId' : 'attemptId',
    );
  }

  /** The same id for something else is a mistake that must not pass for a repetition. */
  private async assertFree(id: string, requestId: string): Promise<void> {
    const found = await this.dataSource.getRepository(LlmAttempt).findOneBy({ id });
    if (found === null || (found.kind === 'correction' && found.requestId === requestId)) return;
    throw new InvalidRequestError(
      `The id ${JSON.stringify(id)} belongs to another row of the ledger.`,
      'id',
    );
  }
}

function checkedUsage({ usage = {} }: LedgerCorrection): LlmAttempt['usage'] {
  for (const [name, tokens] of Object.entries(usage)) {
    if (typeof NO_USAGE[name as TokenClass] !== 'number') {
      throw new InvalidRequestError(`${JSON.stringify(name)} is no class of tokens.`, 'usage');
    }
    if (!Number.isSafeInteger(tokens)) {
      throw new InvalidRequestError(`\`usage.${name}\` is not a whole number.`, 'usage');
    }
  }
  return { ...NO_USAGE, ...usage };
}
