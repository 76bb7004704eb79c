/** Takes secrets out of texts that others wrote, before these are thrown, kept, logged or traced. */
export abstract class TextScrubber {
  /** The text with `[secret]` in the place of each. */
  abstract scrub(text: string): string;
}
