import { costOf } from './rates.mjs';

const LIMIT_MS = 30_000;
const PAUSE_MS = 200;
const TOKENS = {
  input: 'input_tokens',
  cacheRead: 'cache_read_tokens',
  output: 'output_tokens',
  reasoning: 'reasoning_tokens',
};
const columns = Object.entries(TOKENS).map(([name, column]) => `${column} AS "${name}"`);

/** What the ledger holds: calls, and their tries. */
export async function readLedger(database) {
  const fields = `id, status, usage_estimated AS estimated, CAST(cost_pico_usd AS TEXT) AS cost, ${columns}`;
  return {
    calls: await database.query(`SELECT ${fields}, attempt_count AS count FROM llm_requests`),
    attempts: await database.query(
      `SELECT ${fields}, request_id AS call, attempt_index AS place, model FROM llm_attempts`,
    ),
  };
}

/**
 * What is wrong with the ledger, in words; an empty list: nothing. Every call of `answered` needs exactly one row, with the
 * ending and the tokens that its caller was told; each row as many tries as it says; each try the cost that its tokens make.
 */
export function problemsOf({ calls, attempts }, answered) {
  const problems = [];
  const rows = new Map(calls.map((row) => [row.id, row]));
  const tries = new Map();
  for (const attempt of attempts) {
    const of = tries.get(attempt.call) ?? [];
    if (of.some(({ place }) => place === attempt.place)) {
      problems.push(`${attempt.call} has two tries in place ${attempt.place}`);
    }
    tries.set(attempt.call, [...of, attempt]);
  }
  if (rows.size !== calls.length) problems.push(`${calls.length - rows.size} ids are there twice`);
  for (const [id, usage] of answered) {
    const row = rows.get(id);
    if (row === undefined) problems.push(`${id} was answered and has no row`);
    else problems.push(...contradictions(row, usage));
  }
  for (const row of calls) {
    const made = tries.get(row.id) ?? [];
    const cost = made.reduce((sum, attempt) => sum + BigInt(attempt.cost), 0n);
    if (made.length !== row.count) {
      problems.push(`${row.id} says ${row.count} tries and has ${made.length}`);
    } else if (String(cost) !== row.cost) {
      problems.push(`${row.id} costs ${row.cost}, its tries ${cost}`);
    }
  }
  for (const attempt of attempts) {
    const cost = costOf(nameOf(attempt), attempt);
    if (String(cost) !== attempt.cost) {
      problems.push(`${attempt.id} costs ${attempt.cost}, by its rates ${cost}`);
    }
  }
  return problems;
}

/**
 * Where the ledger has more tokens than the provider reported. It may have less: of what the provider had sent when the
 * gateway was killed there is no record. Returns the sums too.
 */
export function againstProvider({ attempts }, stats) {
  const sums = new Map();
  for (const attempt of attempts) {
    if (attempt.estimated || attempt.status !== 'succeeded') continue;
    const sum = sums.get(nameOf(attempt)) ?? { reports: 0, input: 0, output: 0 };
    sum.reports++;
    sum.input += attempt.input + attempt.cacheRead;
    sum.output += attempt.output + attempt.reasoning;
    sums.set(nameOf(attempt), sum);
  }
  const problems = [];
  const total = { ledger: 0, provider: 0 };
  for (const [model, { reports, promptTokens, completionTokens }] of Object.entries(stats)) {
    const sum = sums.get(model) ?? { reports: 0, input: 0, output: 0 };
    total.ledger += sum.input + sum.output;
    total.provider += promptTokens + completionTokens;
    const missing = [
      reports - sum.reports,
      promptTokens - sum.input,
      completionTokens - sum.output,
    ];
    if (missing.some((count) => count < 0)) {
      problems.push(`${model}: the ledger has more than was reported: ${missing}`);
    }
  }
  return { problems, total };
}

/** Reads the ledger until no more than so many things are wrong with it, or nothing has got better for 30 s. */
export async function settledLedger(database, answered, expected = 0) {
  let best = Infinity;
  let until = Date.now() + LIMIT_MS;
  for (;;) {
    const began = Date.now();
    try {
      const ledger = await readLedger(database);
      const problems = problemsOf(ledger, answered);
      if (problems.length <= expected || Date.now() > until) return { ledger, problems };
      if (problems.length < best) {
        best = problems.length;
        until = Date.now() + LIMIT_MS;
      }
    } catch (error) {
      if (Date.now() > until) throw error;
    }
    // Reading a large ledger takes its time, which the gateway needs to fill it.
    const pauseMs = PAUSE_MS + 2 * (Date.now() - began);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

function contradictions(row, usage) {
  const status = usage === undefined ? 'failed' : 'succeeded';
  if (row.status !== status) return [`${row.id} is said to be ${row.status}, not ${status}`];
  if (usage === undefined) return [];
  const [input, output] = [row.input + row.cacheRead, row.output + row.reasoning];
  return input === usage.input && output === usage.output
    ? []
    : [
        `${row.id} has ${input} and ${output} tokens, its caller was told ${usage.input} and ${usage.output}`,
      ];
}

/** As the provider calls it. */
function nameOf({ model }) {
  return model.slice(model.indexOf('/') + 1);
}
