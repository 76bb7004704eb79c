import type { Candidate } from '../contracts/candidate.js';
import { UnknownModelError } from '../contracts/errors/request-errors.js';
import type { ModelDirectory } from '../contracts/model-directory.js';

/** What a name in a request may end in, and the strategy that it asks for (OpenRouter, "Model variants"). */
const SUFFIXES = new Map([
  [':floor', 'cheapest'],
  [':nitro', 'throughput'],
]);
const SUFFIX_LENGTH = 6;

/** Names come from callers, and must not fill the memory. */
const REMEMBERED = 1_000;

/** What a name stands for. */
export interface AskedName {
  /** Without a suffix. */
  readonly name: string;
  readonly candidates: readonly Candidate[];
  /** The strategy that the suffix asks for. */
  readonly strategy?: string;
}

/**
 * Names as callers write them: a model, tier or alias, with `:floor` for the cheapest or `:nitro` for the fastest
 * provider. A name that is known in full is taken as it is.
 */
export class AskedNames {
  /** What is left of names whose suffix counts. */
  private readonly shortened = new Map<string, string>();

  constructor(private readonly directory: ModelDirectory) {}

  /** Throws `UnknownModelError` as the directory does. */
  resolve(name: string): AskedName {
    const strategy =
      name.at(-SUFFIX_LENGTH) === ':' ? SUFFIXES.get(name.slice(-SUFFIX_LENGTH)) : undefined;
    if (strategy === undefined) return { name, candidates: this.directory.resolve(name) };
    const known = this.shortened.get(name);
    if (known !== undefined) {
      return { name: known, candidates: this.directory.resolve(known), strategy };
    }
    try {
      return { name, candidates: this.directory.resolve(name) };
    } catch (error) {
      if (!(error instanceof UnknownModelError)) throw error;
      return this.shorten(name, strategy, error);
    }
  }

  private shorten(name: string, strategy: string, error: UnknownModelError): AskedName {
    const base = name.slice(0, -SUFFIX_LENGTH);
    let candidates: readonly Candidate[];
    try {
      candidates = this.directory.resolve(base);
    } catch {
      throw error;
    }
    if (this.shortened.size >= REMEMBERED) this.shortened.clear();
    this.shortened.set(name, base);
    return { name: base, candidates, strategy };
  }
}
