import type { TokenClass, TokenUsage } from '../contracts/token-usage.js';
import { isObject, type JsonObject } from './json-value.js';

/** No reply has more: it is ten times the largest context window that is sold. */
const MOST_TOKENS = 100_000_000;

/**
 * Reads one usage as a vendor wrote it: hands out what can be right, and remembers whether something else was there. What
 * is absent or null was just not told.
 */
export class UsageReader {
  private doubtful = false;

  /** Undefined where nothing is told, or what no count can be: negative, fractional, absurdly large, no number. */
  count(value: unknown): number | undefined {
    if (value === undefined || value === null) return undefined;
    if (!isCount(value)) return this.doubt();
    // JSON may say -0.
    return value + 0;
  }

  /** Empty where nothing is told, or no object. */
  object(value: unknown): JsonObject {
    if (isObject(value)) return value;
    if (value !== undefined && value !== null) this.doubt();
    return {};
  }

  /** Empty where nothing is told, or no list. */
  objects(value: unknown): readonly JsonObject[] {
    if (Array.isArray(value)) return value.map((it) => this.object(it));
    if (value !== undefined && value !== null) this.doubt();
    return [];
  }

  /** What was told cannot be right. */
  doubt(): undefined {
    this.doubtful = true;
  }

  /**
   * The usage of these counts; undefined where none was told. Where none of those that were told can be right, it is empty
   * and suspect: whoever accounts for the reply takes that for no usage.
   */
  usage(counts?: Partial<Record<TokenClass, number>>): TokenUsage | undefined {
    if (counts === undefined && !this.doubtful) return undefined;
    const it = counts ?? {};
    // Written out: some vendors tell it with each chunk, and copying an object takes ten times as long.
    return {
      input: it.input ?? 0,
      cacheRead: it.cacheRead ?? 0,
      cacheWrite: it.cacheWrite ?? 0,
      cacheWriteLong: it.cacheWriteLong ?? 0,
      inputAudio: it.inputAudio ?? 0,
      inputImage: it.inputImage ?? 0,
      output: it.output ?? 0,
      reasoning: it.reasoning ?? 0,
      outputAudio: it.outputAudio ?? 0,
      outputImage: it.outputImage ?? 0,
      estimated: false,
      suspect: this.doubtful,
    };
  }
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MOST_TOKENS;
}
