/** Id of the filter that leaves out who may not be sent a call. */
export const COMPLIANCE_FILTER = 'compliance';

/** What the data policy makes of a call: plain data, fit for JSON. */
export interface CallCompliance {
  /** The class of what the call holds; left out where nothing says. */
  readonly sensitivity?: string;
  readonly purposes: readonly string[];
  /** Names of the policies that hold for the call. */
  readonly policies: readonly string[];
  /** What they require, each in words: `the policy "eu-only" requires regions eu`. */
  readonly requirements: readonly string[];
  /** The same requirements give the same hash: replies may be shared between such calls. */
  readonly hash: string;
}
