const JOINS = /[-./:]/;
/** Letters of Latin script beyond ASCII: a run of letters and digits beside one is part of a longer word. */
const LATIN = /[\u00c0-\u024f_]/;

/** Whether a number stands for itself, and is not a part of a longer one, of a name, or of an amount. */
export function standsAlone(text: string, start: number, end: number): boolean {
  const before = text.charAt(start - 1);
  const after = text.charAt(end);
  if (LATIN.test(before) || LATIN.test(after) || before === '+') return false;
  if (JOINS.test(before) && hasDigitBefore(text, start - 1)) return false;
  if (JOINS.test(after) && isDigit(text.charCodeAt(end + 1))) return false;
  return !(
    after === ':' &&
    /\w/.test(text.charAt(end + 1)) &&
    text.slice(start, end).includes(':')
  );
}

/** Whether the word that ends at `end` holds a digit. */
function hasDigitBefore(text: string, end: number): boolean {
  for (let at = end - 1; at >= 0 && end - at < 40; at--) {
    const code = text.charCodeAt(at);
    if (isDigit(code)) return true;
    if ((code | 32) < 97 || (code | 32) > 122) return false;
  }
  return false;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Whether nothing of a longer name stands before; the letter of an escaped line break is no name. */
export function beginsApart(text: string, start: number): boolean {
  return (
    !/[\w-]/.test(text.charAt(start - 1)) ||
    /\\[nrt]/.test(text.slice(Math.max(start - 2, 0), start))
  );
}

/** Whether a part of a name, or a word, ends here: `token|Id`, `token|_id`. A plural is the same word. */
export function endsPart(text: string, end: number): boolean {
  const code = text.charCodeAt(end);
  if (code === 115 && !isLetter(text.charCodeAt(end + 1))) return true;
  return !isLetter(code) || (isCapital(code) && !isCapital(text.charCodeAt(end - 1)));
}

/** Whether a keyword was found in the ends of two parts: `sumo` in `sumObject`. */
export function crossesParts(text: string, start: number, end: number): boolean {
  if (!isCapital(text.charCodeAt(end - 1)) || !isLetter(text.charCodeAt(end))) return false;
  return (
    end - start > 1 && !isCapital(text.charCodeAt(end - 2)) && !isCapital(text.charCodeAt(end))
  );
}

function isCapital(code: number): boolean {
  return code >= 65 && code <= 90;
}

/** ASCII, or Latin and its neighbours; other scripts put no spaces between words. */
function isLetter(code: number): boolean {
  return (code | 32) >= 97 && (code | 32) <= 122 ? true : code >= 0xc0 && code < 0x0e00;
}
