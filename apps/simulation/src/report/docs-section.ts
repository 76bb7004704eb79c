const START = '<!-- simulation:start -->';
const END = '<!-- simulation:end -->';

/** The page with this text between the markers; at its end, where it has none yet. */
export function withSection(page: string, text: string): string {
  const section = `${START}\n\n${text.trim()}\n\n${END}`;
  const from = page.indexOf(START);
  const until = page.indexOf(END);
  if (from === -1 || until < from) return `${page.trimEnd()}\n\n${section}\n`;
  return page.slice(0, from) + section + page.slice(until + END.length);
}
