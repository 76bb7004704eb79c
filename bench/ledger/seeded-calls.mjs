// A month of calls that looks like one: busy days, quiet nights and weekends, few users who ask a lot and many who ask
// little, failures that are tried again elsewhere, hits of the cache. The same seed gives the same month.

const DAY_MS = 86_400_000;

/** provider, model, US dollars per million tokens in and out, share of the calls. */
const MODELS = [
  ['openai', 'gpt-4.1-mini', 0.4, 1.6, 30],
  ['openai', 'gpt-4.1', 2, 8, 12],
  ['openai', 'gpt-4o', 2.5, 10, 6],
  ['openai', 'o4-mini', 1.1, 4.4, 5],
  ['anthropic', 'claude-sonnet-4-5', 3, 15, 14],
  ['anthropic', 'claude-haiku-4-5', 1, 5, 9],
  ['anthropic', 'claude-opus-4-1', 15, 75, 2],
  ['google', 'gemini-2.5-flash', 0.3, 2.5, 10],
  ['google', 'gemini-2.5-pro', 1.25, 10, 5],
  ['groq', 'llama-3.3-70b-versatile', 0.59, 0.79, 5],
  ['mistral', 'mistral-small-latest', 0.1, 0.3, 2],
].map(([provider, name, input, output, share]) => ({
  provider,
  id: `${provider}/${name}`,
  input: BigInt(Math.round(input * 1e6)),
  output: BigInt(Math.round(output * 1e6)),
  share,
}));

/** Of a day, by the hour in UTC; the sum is 24. */
const HOURS = [
  ...[0.4, 0.3, 0.3, 0.3, 0.4, 0.6, 0.9, 1.3, 1.7, 1.9, 1.8, 1.6],
  ...[1.5, 1.7, 1.8, 1.6, 1.3, 1.0, 0.8, 0.7, 0.6, 0.6, 0.5, 0.4],
];
const WEEKEND = 0.45;

/** Chance that is the same each time. Source: `mulberry32` by T. Ettinger, public domain. */
function seededRandom(seed) {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A ULID whose random part counts upwards: sorted by time, and the same each time. */
function ulidAt(time, count) {
  let id = '';
  for (let rest = time, place = 0; place < 10; place++, rest = Math.floor(rest / 32)) {
    id = CROCKFORD[rest % 32] + id;
  }
  let tail = '';
  for (let rest = count, place = 0; place < 16; place++, rest = Math.floor(rest / 32)) {
    tail = CROCKFORD[rest % 32] + tail;
  }
  return id + tail;
}

/**
 * Settled calls of a month in the order of time, with this many upstream tries in all (or one or two more).
 * `month`: e.g. `2026-11`. `users`: how many ask.
 */
export function* seededCalls({ attempts, seed = 1, month = '2026-11', users = 5_000 }) {
  const random = seededRandom(seed);
  const first = Date.parse(`${month}-01T00:00:00Z`);
  const last = new Date(first);
  last.setUTCMonth(last.getUTCMonth() + 1);
  const hours = [];
  for (let at = first; at < last.getTime(); at += DAY_MS / 24) {
    const date = new Date(at);
    const weekend = date.getUTCDay() % 6 === 0 ? WEEKEND : 1;
    hours.push({ at, weight: HOURS[date.getUTCHours()] * weekend });
  }
  const weights = hours.reduce((sum, it) => sum + it.weight, 0);
  const shares = MODELS.reduce((sum, it) => sum + it.share, 0);
  let made = 0;
  let owed = 0;
  let count = 0;

  const model = () => {
    let point = random() * shares;
    return MODELS.find((it) => (point -= it.share) < 0) ?? MODELS[0];
  };
  const oneOf = (values) => values[Math.floor(random() * values.length)];
  /** Zipf-like: the first are by far the most frequent. */
  const ranked = (most) => Math.floor(most ** random()) - 1;
  /** Mostly small, sometimes huge. */
  const tokens = (typical) =>
    Math.round(typical * Math.exp(2 * (random() + random() + random() - 1.5)));

  const usageOf = () => {
    const prompt = tokens(900);
    const cacheRead = random() < 0.2 ? Math.round(prompt * 0.6) : 0;
    return {
      input: prompt - cacheRead,
      cacheRead,
      cacheWrite: 0,
      cacheWriteLong: 0,
      inputAudio: 0,
      inputImage: 0,
      output: tokens(250),
      reasoning: random() < 0.1 ? tokens(400) : 0,
      outputAudio: 0,
      outputImage: 0,
      estimated: random() < 0.01,
      suspect: false,
    };
  };
  const nothing = {
    ...usageOf(),
    input: 0,
    cacheRead: 0,
    output: 0,
    reasoning: 0,
    estimated: false,
  };

  const attemptOf = (chosen, index, kind, startedAt, succeeded) => {
    const usage = succeeded ? usageOf() : nothing;
    const input =
      BigInt(usage.input) * chosen.input + (BigInt(usage.cacheRead) * chosen.input) / 10n;
    const output = BigInt(usage.output) * chosen.output;
    const reasoning = BigInt(usage.reasoning) * chosen.output;
    const durationMs = succeeded ? 300 + tokens(1_500) : 50 + tokens(400);
    made++;
    return {
      id: ulidAt(startedAt, ++count),
      index,
      provider: chosen.provider,
      model: chosen.id,
      kind,
      region: chosen.provider === 'mistral' ? 'eu' : 'us',
      credential: random() < 0.8 ? 'main' : 'spare',
      startedAt,
      waitedMs: 0,
      openedMs: Math.min(durationMs, 180),
      ...(succeeded ? { firstPartMs: Math.min(durationMs, 240), finishReason: 'stop' } : {}),
      durationMs,
      status: succeeded ? 'succeeded' : 'failed',
      ...(succeeded
        ? {}
        : {
            failure: {
              code: 'overloaded',
              message: 'The provider is overloaded.',
              upstreamStatus: 529,
            },
          }),
      servedModel: chosen.id.slice(chosen.provider.length + 1),
      usage,
      cost: input + output + reasoning,
      costParts: {
        input: BigInt(usage.input) * chosen.input,
        cacheRead: (BigInt(usage.cacheRead) * chosen.input) / 10n,
        cacheWrite: 0n,
        output,
        reasoning,
        audio: 0n,
        image: 0n,
        request: 0n,
      },
      priceVersion: 'seeded',
    };
  };

  for (const { at, weight } of hours) {
    owed += (attempts * weight) / weights;
    const inHour = owed - made;
    for (let done = made; owed - made >= 1;) {
      const startedAt = Math.floor(at + ((made - done) / inHour) * 3_600_000);
      const rank = ranked(users);
      const key = rank % 40;
      const tiered = random() < 0.7;
      const chosen = model();
      const tries = [];
      const cached = random() < 0.06;
      if (!cached) {
        const fails = random() < 0.05;
        tries.push(attemptOf(chosen, 0, 'first', startedAt, !fails));
        if (fails && random() < 0.9)
          tries.push(attemptOf(model(), 1, 'failover', startedAt + 400, true));
      }
      const answered = cached ? undefined : tries.findLast((it) => it.status === 'succeeded');
      const succeeded = cached || answered !== undefined;
      const usage = answered?.usage ?? nothing;
      yield {
        type: 'call-settled',
        id: ulidAt(startedAt, ++count),
        caller: {
          keyId: `key-${key}`,
          tenant: `tenant-${key % 15}`,
          team: `team-${key % 8}`,
          user: `user-${rank}`,
          door: oneOf([
            'http:chat-completions',
            'http:chat-completions',
            'http:messages',
            'in-process',
          ]),
        },
        tags: { feature: `feature-${ranked(30)}`, env: random() < 0.9 ? 'production' : 'staging' },
        operation: random() < 0.97 ? 'chat' : 'embedding',
        delivery: random() < 0.6 ? 'stream' : 'document',
        requestedModel: tiered ? oneOf(['tier:cheap', 'tier:premium']) : chosen.id,
        ...(succeeded ? { servedModel: answered?.model ?? chosen.id } : {}),
        ...(succeeded ? { provider: answered?.provider ?? chosen.provider } : {}),
        startedAt,
        ...(answered ? { firstPartMs: answered.firstPartMs, finishReason: 'stop' } : {}),
        durationMs: cached ? 3 : tries.reduce((sum, it) => sum + it.durationMs, 0),
        status: succeeded ? 'succeeded' : 'failed',
        ...(succeeded ? {} : { failure: { code: 'overloaded', message: 'All providers failed.' } }),
        cache: cached ? 'hit' : 'miss',
        usage,
        cost: tries.reduce((sum, it) => sum + it.cost, 0n),
        attempts: tries,
        ...(cached
          ? {
              saved: {
                provider: chosen.provider,
                model: chosen.id,
                usage: usageOf(),
                cost: 1_000_000n * BigInt(tokens(900)),
              },
            }
          : {}),
        rejections: [],
        ...(tiered && random() < 0.5
          ? {
              decision: {
                asked: 'tier:cheap',
                model: 'tier:cheap',
                rule: oneOf(['night', 'long-prompts', 'code-to-large']),
                task: {
                  classifier: 'local',
                  task: oneOf(['code', 'chat', 'extract']),
                  confidence: 0.9,
                },
                promptTokens: 900,
                strategy: 'balanced',
                candidates: [],
                notes: [],
              },
            }
          : {}),
      };
    }
  }
}
