import { PATIENCE_MS } from '../run/caller.js';
import { HALF_ERRORS, RATE_LIMIT, SLOW } from '../upstream/fault.js';
import { PROFILES } from '../upstream/profile.js';
import { CHAT } from '../workload/arrivals.js';
import { markdownTable } from './markdown-table.js';

/** What was simulated and how it was measured, for readers of the table. */
export function methodText(seeds: number): string {
  return `The same seed gives the same figures. They are over ${seeds} seeds; times to detect and to recover are means, with the
worst seed in brackets.

**The world.** ${CHAT.rate} calls a second (a Poisson process), of which ${100 * CHAT.documents} % want a document and the others a
stream; answers of ${CHAT.outputTokens.median} tokens in the median and ${CHAT.maxTokens} at most. Three providers have the model:

${profiles()}

Times are log-normal. A provider that has more under way than its capacity gets slower in proportion. After 30 healthy
seconds one of the three, another one with each seed, has a fault for 30 seconds; 60 seconds later the run ends. The
faults meet new requests; replies under way go on.

- *refused*: connections are refused.
- *slow*: ${SLOW.factor} times slower, and ${100 * SLOW.errorRate} % of the requests fail after that wait.
- *black hole*: requests are taken, and never answered.
- *rate limit*: ${RATE_LIMIT.requests} requests in ${RATE_LIMIT.windowMs / 1_000} s; others are told with 429 and \`Retry-After\` when the next ${RATE_LIMIT.windowMs / 1_000} s begin.
- *half errors*: ${100 * HALF_ERRORS.errorRate} % of the requests fail, sooner than an answer would have begun.
- *total outage*: all three refuse connections for 20 seconds.

**The policies.** *default* is the router without any option but a total of ${PATIENCE_MS / 1_000} s. The others are strategies without
breaker, hedges and limiter, deaf to \`Retry-After\`, and with two attempts for each call, the second at the next provider:
*round robin*, *random*, *least busy* (fewest requests under way) and *cooldown* (random; after three failures in a row a
provider is left alone for five seconds).

**The columns.** *success*: whole answers within ${PATIENCE_MS / 1_000} s. *p50*, *p99* and *p99.9*: milliseconds until a stream's first part,
over all streams of all seeds, those during the fault included; one that failed counts as ${PATIENCE_MS / 1_000} s. *attempts per request*:
everything that was sent to a provider, in brackets for the calls made during the outage. *wasted*: requests that the faulty
provider was sent during the fault and did not answer, on average over the seeds. *detected*: from the start of the fault
until the provider gets less than a tenth of a fair share of first attempts (one in thirty) over the following second, and
stays there for two more; probes are not counted. *recovered*: from the end of the fault until it had half of its usual
share over a second; a \`Retry-After\` that outlasts the fault counts too.`;
}

function profiles(): string {
  return markdownTable(
    ['provider', 'first part, median ms', 'σ', 'tokens per second', 'capacity', '$ in', '$ out'],
    PROFILES.map(({ id, firstPartMs, tokensPerSecond, capacity, price }) => [
      id,
      String(firstPartMs.median),
      firstPartMs.sigma.toFixed(2),
      String(tokensPerSecond.median),
      String(capacity),
      price.input.toFixed(2),
      price.output.toFixed(2),
    ]),
    1,
  );
}
