const MAX_HEADERS_MS = 10_000;
/** Overdue requests are looked for this often, compared with how long they may take. */
const CHECKS_PER_LIMIT = 10;

/** How long a request may take to arrive: a client that sends a byte now and then holds a connection no longer. */
export function arrivalLimits(requestTimeout: number) {
  const headersTimeout = Math.min(Math.ceil(requestTimeout / 10), MAX_HEADERS_MS);
  return {
    requestTimeout,
    http: {
      headersTimeout,
      connectionsCheckingInterval: Math.ceil(headersTimeout / CHECKS_PER_LIMIT),
    },
  };
}
