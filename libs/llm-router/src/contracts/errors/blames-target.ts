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
