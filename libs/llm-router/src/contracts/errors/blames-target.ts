/** Codes of failures that say something about the request or the caller, and nothing about the target. */
const BLAMELESS = new Set([
  'aborted',
  'bad_request',
  'content_filtered',
  'context_overflow',
  'hedge_lost',
  'router_overloaded',
  'shutting_down',
]);

/** Whether a failure with this code may count against the target that was asked. */
export function blamesTarget(code: string): boolean {
  return !BLAMELESS.has(code);
}

/**
 * Whether a failure with this code is one of the target itself. A deadline is the caller's choice: what the target did
 * wrong before it is told by the limits of its phases.
 */
export function failsTarget(code: string): boolean {
  return blamesTarget(code) && code !== 'deadline_exceeded';
}
