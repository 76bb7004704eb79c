const LONGEST_REST = 40;
const NAME = /[\w.-]/;
/** What stands between the end of a name and its value, in configuration files, source code, markup and tables. */
const BETWEEN =
  /(?: string| str)?["'`)\]]{0,2}[ \t]{0,8}(?:(?<=["'`])[,]|[:.?]{0,3}=>?|:{1,3}|>)[ \t]{0,4}(?:\\?["'`]{1,3}|\n[ \t]{0,16}|(?<=>)\s{1,16})?/y;

/** Where the value begins that is assigned to the name in which `at` stands; undefined where none is. */
export function valueAfter(text: string, at: number): number | undefined {
  BETWEEN.lastIndex = endOfName(text, at);
  return BETWEEN.test(text) ? BETWEEN.lastIndex : undefined;
}

export function endOfName(text: string, at: number): number {
  let end = at;
  while (end < text.length && end - at < LONGEST_REST && NAME.test(text.charAt(end))) end++;
  return end;
}
