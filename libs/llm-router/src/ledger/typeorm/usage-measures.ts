import type { PicoDollars } from '../../contracts/model-price.js';
import { byTokenClass, NO_TOKENS, type TokenClass } from '../../contracts/token-usage.js';

/** Tokens of each class, by the column that holds them in the ledger's rows and in its rollups alike. */
export const TOKEN_COLUMNS = {
  input: 'input_tokens',
  cacheRead: 'cache_read_tokens',
  cacheWrite: 'cache_write_tokens',
  cacheWriteLong: 'cache_write_long_tokens',
  inputAudio: 'input_audio_tokens',
  inputImage: 'input_image_tokens',
  output: 'output_tokens',
  reasoning: 'reasoning_tokens',
  outputAudio: 'output_audio_tokens',
  outputImage: 'output_image_tokens',
} as const satisfies Record<TokenClass, string>;

/** What a group of calls adds up to. */
export interface UsageSums extends Record<TokenClass, number> {
  requests: number;
  attempts: number;
  failedAttempts: number;
  costUnknown: number;
  estimated: number;
  suspect: number;
  cost: PicoDollars;
  saved: PicoDollars;
}

export type Measure = keyof UsageSums;

/** Those that are money outgrow a JavaScript number. */
export const AMOUNTS = ['cost', 'saved'] as const satisfies Measure[];

type Amount = (typeof AMOUNTS)[number];

/** How a measure is counted. */
interface MeasureSql {
  /** Its column in the rollups. */
  readonly column: string;
  /** What a row of `llm_attempts` adds to it; a row of `llm_requests` adds nothing but itself, to `requests`. */
  readonly ofAttempt: string;
  readonly money?: true;
}

/** Rows that are upstream tries: the others say what a cache saved, or correct earlier ones. */
const IS_TRY = `attempt."kind" NOT IN ('saved', 'correction')`;

const tries = (condition?: string) =>
  `CASE WHEN ${condition === undefined ? '' : `${condition} AND `}${IS_TRY} THEN 1 ELSE 0 END`;

export const MEASURES: Readonly<Record<Measure, MeasureSql>> = {
  requests: { column: 'requests', ofAttempt: '0' },
  attempts: { column: 'attempts', ofAttempt: tries() },
  failedAttempts: {
    column: 'failed_attempts',
    ofAttempt: tries(`attempt."status" <> 'succeeded'`),
  },
  ...byTokenClass((name): MeasureSql => {
    const column = TOKEN_COLUMNS[name];
    return { column, ofAttempt: `attempt."${column}"` };
  }),
  cost: {
    column: 'cost_pico_usd',
    ofAttempt: 'COALESCE(attempt."cost_pico_usd", 0)',
    money: true,
  },
  costUnknown: { column: 'cost_unknown', ofAttempt: tries('attempt."cost_pico_usd" IS NULL') },
  estimated: { column: 'usage_estimated', ofAttempt: tries('attempt."usage_estimated"') },
  suspect: { column: 'usage_suspect', ofAttempt: tries('attempt."usage_suspect"') },
  saved: {
    column: 'saved_pico_usd',
    ofAttempt: 'COALESCE(attempt."saved_pico_usd", 0)',
    money: true,
  },
};

export const MEASURE_NAMES = Object.keys(MEASURES) as Measure[];

export const COUNTS = MEASURE_NAMES.filter((name) => !MEASURES[name].money) as Exclude<
  Measure,
  Amount
>[];

export function noSums(): UsageSums {
  return {
    requests: 0,
    attempts: 0,
    failedAttempts: 0,
    ...NO_TOKENS,
    cost: 0n,
    costUnknown: 0,
    estimated: 0,
    suspect: 0,
    saved: 0n,
  };
}

/** Whether all sums are zero: such a group says nothing, and is left out. */
export function areNone(sums: UsageSums): boolean {
  return MEASURE_NAMES.every((name) => !sums[name]);
}
