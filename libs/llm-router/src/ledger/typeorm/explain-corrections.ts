import { formatUsd } from '../../foundation/pico-dollars.js';
import { NO_USAGE, type TokenClass } from '../../contracts/token-usage.js';
import type { LlmAttempt } from './llm-attempt.entity.js';
import type { LedgerRequest } from './request-query.js';

const CLASSES = Object.keys(NO_USAGE).filter(
  (name): name is TokenClass => typeof NO_USAGE[name as TokenClass] === 'number',
);

/** What has been corrected of a call, a sentence for each correction; `explainCall` tells of the call as it is with them. */
export function explainCorrections({ attempts = [] }: LedgerRequest): string[] {
  return attempts.filter(({ kind }) => kind === 'correction').map(correctionWords);
}

function correctionWords({ model, cost, usage, note }: LlmAttempt): string {
  const changes = [
    ...(cost ? [`${cost < 0n ? '-' : '+'}$${formatUsd(cost < 0n ? -cost : cost)}`] : []),
    ...CLASSES.filter((name) => usage[name] !== 0).map(
      (name) => `${usage[name] < 0 ? '' : '+'}${usage[name]} ${name}`,
    ),
  ];
  return `Corrected since, at ${model}: ${changes.join(', ') || 'nothing'} (${note ?? ''}).`;
}
