import type { Marked } from '../../detection/recogniser.js';

const LONGEST = 16_384;
const BEGIN = /-----BEGIN (?:[A-Z\d]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----/y;
const END = /-----END (?:[A-Z\d]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----/;
const LINES = /(?:(?:\\[nr]|\s){0,8}[A-Za-z\d+/=]{32,200}){0,400}/y;

/** PEM and PGP blocks; of one that was cut off, the lines that are there. */
export const privateKey: Marked = {
  kind: 'marked',
  entity: 'private-key',
  mark: '-----BEGIN ',
  around: (text, start) => {
    BEGIN.lastIndex = start;
    const header = BEGIN.exec(text)?.[0];
    if (header === undefined) return undefined;
    const body = start + header.length;
    const block = text.slice(body, nextBlock(text, body));
    const footer = END.exec(block);
    if (footer !== null) {
      return footer.index === 0
        ? undefined
        : { start, end: body + footer.index + footer[0].length };
    }
    LINES.lastIndex = body;
    return { start, end: body + (LINES.exec(text)?.[0].length ?? 0) };
  },
};

/** Where the next block begins; a key is never longer than this. */
function nextBlock(text: string, from: number): number {
  const window = text.slice(from, from + LONGEST);
  const next = window.indexOf('-----BEGIN ');
  return next < 0 ? from + window.length : from + next;
}
