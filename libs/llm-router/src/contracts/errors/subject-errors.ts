import { LlmRouterError } from './llm-router-error.js';

/** A legal hold keeps the data of a subject or its tenant from being erased. */
export class LegalHoldError extends LlmRouterError {
  constructor(
    /** Who is held: the subject itself, or all of its tenant. */
    readonly held: 'subject' | 'tenant',
  ) {
    const whose = held === 'subject' ? 'this subject' : 'its whole tenant';
    super(
      `Nothing was erased: there is a legal hold on ${whose}. Lift it first, or wait until it is lifted.`,
      { code: 'legal_hold', httpStatus: 409 },
    );
  }
}

/** The key of a subject is destroyed, but some stores could not be emptied. */
export class ErasureIncompleteError extends LlmRouterError {
  constructor(
    readonly stores: readonly string[],
    cause: unknown,
  ) {
    super(
      `The key of the subject is destroyed, but these stores did not finish: ${stores.join(', ')}. Erase it again.`,
      { code: 'erasure_incomplete', httpStatus: 503, retryAfterMs: 5_000, cause },
    );
  }
}
