/** Takes everything out of a text that looks like one of our secrets. */
export type SecretScrubber = (text: string) => string;

/** Vendors quote keys in part: this many characters of either end give one away. */
const END_LENGTH = 6;
/** Shorter secrets are looked for as a whole. */
const MIN_PARTIAL = 16;
/** How vendors hide the middle of a key. */
const MASK = '***';
const REPLACEMENT = '[key]';

/** A function where the secrets change: it is asked for each text. */
export function secretScrubber(
  secrets: readonly string[] | (() => readonly string[]),
): SecretScrubber {
  const tracesNow =
    typeof secrets === 'function' ? () => tracesOf(secrets()) : always(tracesOf(secrets));
  return (text) => {
    const traces = tracesNow();
    return text
      .split(/([\s"'`]+)/)
      .map((word) => (traces.some((trace) => word.includes(trace)) ? REPLACEMENT : word))
      .join('');
  };
}

function tracesOf(secrets: readonly string[]): readonly string[] {
  const ends = secrets
    .filter((it) => it !== '')
    .flatMap((it) =>
      it.length < MIN_PARTIAL ? [it] : [it.slice(0, END_LENGTH), it.slice(-END_LENGTH)],
    );
  return [...ends, MASK];
}

function always<T>(value: T): () => T {
  return () => value;
}
