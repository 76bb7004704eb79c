/** What can go wrong, named once; each vendor's dialect turns it into its own status and body. */
export const FAILURE_KINDS = [
  'invalid-request',
  'authentication',
  'permission',
  'not-found',
  'model-not-found',
  'too-large',
  'rate-limit',
  'quota',
  'context-overflow',
  'content-filter',
  'server',
  'overloaded',
  'timeout',
] as const;

export type FailureKind = (typeof FAILURE_KINDS)[number];

/** Thrown while a request is read, answered in the vendor's own error body. */
export class Failure extends Error {
  override readonly name = 'Failure';

  constructor(
    readonly kind: FailureKind,
    message?: string,
    readonly status?: number,
    readonly parameter?: string,
  ) {
    super(message ?? '');
  }
}

const KIND_BY_STATUS: Readonly<Record<number, FailureKind>> = {
  401: 'authentication',
  402: 'quota',
  403: 'permission',
  404: 'not-found',
  408: 'timeout',
  413: 'too-large',
  429: 'rate-limit',
  503: 'overloaded',
  504: 'timeout',
  529: 'overloaded',
};

export function failureKindOf(status: number): FailureKind {
  return KIND_BY_STATUS[status] ?? (status >= 500 ? 'server' : 'invalid-request');
}
