import type { CallSettled } from '../contracts/router-event.js';
import { callEntry } from './call-entry.js';
import { plainEntry } from './plain-entry.js';

function call(differing: Partial<CallSettled> = {}): CallSettled {
  return {
    type: 'call-settled',
    id: '01CALL',
    caller: { keyId: 'ci', tenant: 'acme', user: 'jane@example.com', door: 'in-process' },
    tags: { secret: 'tag' },
    operation: 'chat',
    requestedModel: 'tier:cheap',
    startedAt: 1_000,
    durationMs: 5.4,
    status: 'failed',
    rejections: Array.from({ length: 22 }, (_, index) => ({
      candidate: `p/${index}`,
      filter: 'compliance',
      reason: 'no dpa',
    })),
    configuration: 'abc',
    failure: { code: 'no_compliant_provider', message: 'about a prompt' },
    ...differing,
  } as CallSettled;
}

it('tells a refusal with its reasons, and nothing of prompts or people', () => {
  const entry = callEntry(call({ sensitivity: 'restricted' }), 'refused');
  expect(entry).toMatchObject({
    kind: 'policy-refused',
    actor: 'ci',
    subject: '01CALL',
    at: 1_005,
    details: { tenant: 'acme', asked: 'tier:cheap', sensitivity: 'restricted', moreRejections: 2 },
  });
  expect(entry?.details['rejections']).toHaveLength(20);
  expect(plainEntry(entry!).details).not.toMatch(/jane|prompt|secret/);
});

it('records other calls only where all decisions are asked for', () => {
  const blocked = call({ failure: { code: 'content_blocked', message: '' } });
  expect(callEntry(blocked, 'refused')?.kind).toBe('content-blocked');
  const { failure: _none, ...rest } = call({ status: 'succeeded' });
  for (const other of [rest, call({ failure: { code: 'timeout', message: '' } })]) {
    expect(callEntry(other, 'refused')).toBeUndefined();
    expect(callEntry(other, 'all')?.kind).toBe('call-decided');
  }
});
