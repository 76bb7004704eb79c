import type { RedactAction } from '../contracts/redact-actions.js';
import type { Finding } from '../contracts/redactor.js';

/** A finding, and what happens to it. */
export interface Found extends Finding {
  readonly action: RedactAction;
}
