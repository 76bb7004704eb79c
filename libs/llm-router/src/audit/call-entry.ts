import type { AuditEntry, AuditKind } from '../contracts/audit-trail.js';
import type { CallSettled } from '../contracts/router-event.js';

/** Refusals that are decisions of a policy, by the code of their error. */
const REFUSALS: Readonly<Record<string, AuditKind>> = {
  no_compliant_provider: 'policy-refused',
  model_not_allowed: 'policy-refused',
  content_blocked: 'content-blocked',
};
const MOST_REJECTIONS = 20;

/** The entry for a call: undefined where it was refused by no policy and only such calls are recorded. */
export function callEntry(
  event: CallSettled,
  decisions: 'all' | 'refused',
): AuditEntry | undefined {
  const refusal = REFUSALS[event.failure?.code ?? ''];
  if (refusal === undefined && decisions === 'refused') return undefined;
  const { caller, startedAt, durationMs } = event;
  return {
    kind: refusal ?? 'call-decided',
    ...(caller.keyId !== undefined && { actor: caller.keyId }),
    subject: event.id,
    at: Math.round(startedAt + durationMs),
    details: detailsOf(event),
  };
}

/** What `caller.user` is stays in the ledger, from which it can be erased; messages of failures may quote a prompt. */
function detailsOf(event: CallSettled): Record<string, unknown> {
  const { caller, decision, rejections } = event;
  const { policies, purposes } = decision?.compliance ?? {};
  return {
    tenant: caller.tenant,
    team: caller.team,
    door: caller.door,
    operation: event.operation,
    asked: event.requestedModel.slice(0, 200),
    served: event.servedModel,
    status: event.status,
    code: event.failure?.code,
    sensitivity: event.sensitivity ?? decision?.compliance?.sensitivity,
    policies,
    purposes,
    findings: event.findings?.map(({ direction, entity, action, count }) => ({
      direction,
      entity,
      action,
      count,
    })),
    rejections: rejections
      .slice(0, MOST_REJECTIONS)
      .map(({ candidate, filter, reason }) => ({ candidate, filter, reason })),
    moreRejections: Math.max(0, rejections.length - MOST_REJECTIONS) || undefined,
    configuration: event.configuration,
  };
}
