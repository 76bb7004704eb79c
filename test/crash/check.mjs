const LIMIT_MS = 30_000;
const PAUSE_MS = 100;

/**
 * What is wrong with the ledger, in words: every call of `answered` needs exactly one row, and each row as many attempts
 * as it says. An empty list: nothing.
 */
export async function problemsOf(database, answered) {
  const rows = await database.query('SELECT id, status, attempt_count FROM llm_requests');
  const attempts = await database.query(
    'SELECT request_id, count(*) AS made FROM llm_attempts GROUP BY request_id',
  );
  const made = new Map(attempts.map((row) => [row.request_id, Number(row.made)]));
  const times = new Map();
  for (const { id } of rows) times.set(id, (times.get(id) ?? 0) + 1);
  const problems = [];
  for (const id of answered) {
    const count = times.get(id) ?? 0;
    if (count !== 1) problems.push(`${id} was answered and has ${count} rows`);
  }
  for (const { id, status, attempt_count: count } of rows) {
    const has = made.get(id) ?? 0;
    if (has !== Number(count)) problems.push(`${id} says ${count} attempts and has ${has}`);
    if (answered.has(id) && status !== 'succeeded') problems.push(`${id} is said to be ${status}`);
  }
  return problems;
}

/** The same once the ledger has caught up, or has had 30 s for it. */
export async function lastingProblemsOf(database, answered) {
  const until = Date.now() + LIMIT_MS;
  for (;;) {
    const problems = await problemsOf(database, answered).catch((error) => [String(error)]);
    if (problems.length === 0 || Date.now() > until) return problems;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
