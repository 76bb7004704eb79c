import type { Summary } from './summary.js';

/** Why calls failed, a line for each row of the table in which some did. */
export function failureList(summaries: readonly Summary[]): string {
  return summaries
    .filter(({ failures }) => failures.size > 0)
    .map(({ scenario, policy, failures }) => {
      const counts = [...failures].map(([code, count]) => `${count} ${code}`);
      return `${scenario}, ${policy}: ${counts.join(', ')}`;
    })
    .join('\n');
}
