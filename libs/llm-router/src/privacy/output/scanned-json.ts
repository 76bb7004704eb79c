import type { TextChannel } from '../channelled-chunks.js';
import { rewriteText } from '../rewrite-json.js';
import type { AnswerScan } from './answer-scan.js';

/** JSON of an answer, searched when all of it is there: nobody can use a part of it, and only then it can stay JSON. */
export class ScannedJson implements TextChannel {
  private held = '';

  constructor(private readonly scan: AnswerScan) {}

  push(piece: string): string {
    this.held += piece;
    return '';
  }

  flush(): string | Promise<string> {
    const text = this.held;
    this.held = '';
    return scanWhole(this.scan, (rewrite) => rewriteText(text, rewrite));
  }
}

/** Searches all texts of something at once, and replaces what is found in them. */
export function scanWhole<T>(
  scan: AnswerScan,
  walk: (rewrite: Parameters<typeof rewriteText>[1]) => T,
): T | Promise<T> {
  const search = scan.search((add) => {
    walk((text, place) => {
      add(text, place);
      return text;
    });
  });
  const settle = (done: Awaited<typeof search>): T =>
    walk((text, place) => scan.replace(text, scan.foundIn(done, text, place)));
  return search instanceof Promise ? search.then(settle) : settle(search);
}
