import type { Rung } from '../../contracts/rung.js';

/** A rung as an apposition: `groq/llama, a smaller model`. */
export const RUNG_WORDS: Readonly<Record<Rung, string>> = {
  fallback: "a fallback of the call's own",
  'same-model': 'the same model at another provider',
  cheaper: 'a cheaper one, because a budget is spent',
  equal: 'another model of equal capability',
  smaller: 'a smaller model',
  trimmed: 'a model that was sent less of the conversation',
  'stale-cache': 'a kept reply that is past its time',
  static: 'the text that the tier declares for this case',
  refused: 'nobody',
};
