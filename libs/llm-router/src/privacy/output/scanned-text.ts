import type { TextChannel } from '../channelled-chunks.js';
import type { AnswerScan } from './answer-scan.js';

/** So much of a text has to be known behind a place before what stands there is judged. */
const AHEAD = 128;
/** So much of what has left is kept for the sense of what comes. */
const BEHIND = 128;
/** A stretch without a blank that is longer than this, or a key that does not end, is judged by what there is. */
const LONGEST = 16_384;
const KEY = '-----BEGIN ';
const END_OF_KEY = /-----END [A-Z\d ]{1,80}-----/;

/**
 * A text of an answer, searched as it comes. What ends with a line leaves at once; of other text, up to twice `AHEAD`
 * characters wait for what follows, so that nothing leaves that is the beginning of a finding.
 */
export class ScannedText implements TextChannel {
  private behind = '';
  private held = '';

  constructor(private readonly scan: AnswerScan) {}

  push(piece: string): string | Promise<string> {
    this.held += piece;
    const cut = this.safeCut();
    return cut <= 0 ? '' : this.release(cut);
  }

  flush(): string | Promise<string> {
    return this.held === '' ? '' : this.release(this.held.length);
  }

  /** Up to where nothing can be the beginning of something longer, as far as it shows. */
  private safeCut(): number {
    const { held } = this;
    const line = held.lastIndexOf('\n') + 1;
    const enough = held.length >= 2 * AHEAD;
    const blank = enough ? held.lastIndexOf(' ', held.length - AHEAD) + 1 : 0;
    const cut = Math.max(line, blank, held.length > LONGEST ? held.length - AHEAD : 0);
    const key = held.lastIndexOf(KEY);
    const isOpen = key >= 0 && held.length - key < LONGEST && !END_OF_KEY.test(held.slice(key));
    return isOpen ? Math.min(cut, key) : cut;
  }

  private release(cut: number): string | Promise<string> {
    const text = this.behind + this.held;
    const search = this.scan.search((add) => add(text));
    const settle = (done: Awaited<typeof search>): string => {
      const from = this.behind.length;
      const findings = this.scan.foundIn(done, text).filter((it) => it.end > from);
      const isLast = cut === this.held.length || this.held.length > LONGEST;
      const crossing = findings.find((it) => it.start < from + cut && it.end > from + cut);
      const end = crossing === undefined || isLast ? cut : Math.max(crossing.start - from, 0);
      const leaving = this.held.slice(0, end);
      const inside = findings
        .filter((it) => it.start < from + end)
        .map((it) => ({
          ...it,
          start: Math.max(it.start - from, 0),
          end: Math.min(it.end - from, end),
        }));
      this.behind = text.slice(Math.max(from + end - BEHIND, 0), from + end);
      this.held = this.held.slice(end);
      return this.scan.replace(leaving, inside);
    };
    return search instanceof Promise ? search.then(settle) : settle(search);
  }
}
