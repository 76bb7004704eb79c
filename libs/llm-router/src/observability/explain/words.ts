/** `312 ms`, `1.9 s`, `2 min 5 s`. */
export function duration(milliseconds: number): string {
  if (!Number.isFinite(milliseconds) || milliseconds < 0) return 'an unknown time';
  if (milliseconds < 1) return 'less than 1 ms';
  if (milliseconds < 999.5) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 59_950) return `${(milliseconds / 1_000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1_000);
  const minutes = `${count(Math.floor(seconds / 60))} min`;
  return seconds % 60 === 0 ? minutes : `${minutes} ${seconds % 60} s`;
}

/** `1,234`, or `1 token`, `1,234 tokens` where a noun is given. */
export function count(amount: number, noun?: string): string {
  const digits = Number.isFinite(amount) ? amount.toLocaleString('en-US') : 'an unknown number of';
  if (noun === undefined) return digits;
  return `${digits} ${noun}${amount === 1 ? '' : 's'}`;
}

/** `first`, then `2nd`, `3rd`, `4th`, … */
export function ordinal(place: number): string {
  if (place === 1) return 'first';
  const ending = place % 100 > 10 && place % 100 < 14 ? 'th' : ['th', 'st', 'nd', 'rd'][place % 10];
  return `${count(place)}${ending ?? 'th'}`;
}

/** `92 %` of a share from 0 to 1. */
export function percent(share: number): string {
  return share >= 0 && share <= 1 ? `${Math.round(share * 100)} %` : 'an unknown share';
}

/** `a, b and c`. */
export function list(items: readonly string[]): string {
  return items.length < 2
    ? (items[0] ?? 'nothing')
    : `${items.slice(0, -1).join(', ')} and ${items.at(-1)!}`;
}

/** The first items, and how many more there are: `a; b; and 3 more`. */
export function listed(items: readonly string[], most: number): string {
  const shown = items.slice(0, most);
  const more = items.length - shown.length;
  return (more > 0 ? [...shown, `and ${count(more)} more`] : shown).join('; ');
}

/** A text of somebody else's on one line, without control characters, and not longer than so many characters. */
export function plain(text: string, most = 200): string {
  const line = text
    .slice(0, most * 4)
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\p{Surrogate}\s]+/gu, ' ')
    .trim();
  if (line === '') return '""';
  return line.length <= most ? line : `${line.slice(0, most - 1).trimEnd()}…`;
}

/** With a full stop, unless it has an end already. */
export function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
