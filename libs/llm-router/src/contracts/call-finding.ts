import type { RedactAction } from './redact-actions.js';

/** That something was found in a call, and what happened to it; never what it was. */
export interface CallFinding {
  /** In what was sent to a model, or in what it answered. */
  readonly direction: 'input' | 'output';
  /** E.g. `email`. */
  readonly entity: string;
  readonly action: RedactAction;
  readonly count: number;
}
