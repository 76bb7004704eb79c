import { truncateToTokens } from '../token-count.js';

export interface TrimmedText {
  readonly text: string;
  readonly cutByLength: boolean;
  readonly stopSequence: string | undefined;
}

/** Ends a text where a vendor would: before the first stop sequence, or where the token limit is reached. */
export function trimText(
  text: string,
  stop: readonly string[],
  maxTokens: number | undefined,
): TrimmedText {
  let kept = text;
  let stopSequence: string | undefined;
  for (const sequence of stop) {
    const index = sequence === '' ? -1 : kept.indexOf(sequence);
    if (index < 0) continue;
    kept = kept.slice(0, index);
    stopSequence = sequence;
  }
  const limited = maxTokens === undefined ? kept : truncateToTokens(kept, maxTokens);
  return limited.length < kept.length
    ? { text: limited, cutByLength: true, stopSequence: undefined }
    : { text: kept, cutByLength: false, stopSequence };
}
