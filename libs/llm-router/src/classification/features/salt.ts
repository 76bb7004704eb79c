/**
 * Keeps features apart that are made of the same words. Models name features by hashes of these: a changed number
 * needs a new `FEATURES` version, and every model trained anew.
 */
export const Salt = {
  LeadWord: 1,
  LeadPair: 2,
  RestWord: 3,
  TailWord: 4,
  TailPair: 5,
  LeadCue: 6,
  RestCue: 7,
  TailCue: 8,
  SystemCue: 9,
  LeadCuePair: 10,
  FirstCue: 11,
  Shape: 12,
  FirstWord: 13,
  TailCuePair: 14,
  AnyWord: 15,
  AnyPair: 16,
  AnyCue: 17,
  SystemWord: 18,
  SystemCuePair: 19,
} as const;

/** Version of the features that a model is made of. */
export const FEATURES = 1;
