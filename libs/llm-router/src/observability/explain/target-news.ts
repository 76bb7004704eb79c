import type { TargetChanged } from '../../contracts/router-event.js';
import { duration, plain, sentence } from './words.js';

const STATES: Readonly<Record<TargetChanged['to'], (span: string) => string>> = {
  open: () => 'is back',
  ejected: (span) => `is ejected${span}`,
  held: (span) => `is held${span}, as it asked for a pause`,
  probing: () => 'is being probed',
};

/** A target's change in one line: `openai/gpt-4.1 is ejected for 1.2 s: 5 failures in a row.` */
export function targetNews({ target, to, because, at, until }: TargetChanged): string {
  const span = until !== undefined && until > at ? ` for ${duration(until - at)}` : '';
  const reason = because === '' ? '' : `: ${plain(because)}`;
  return sentence(`${plain(target)} ${STATES[to](span)}${reason}`);
}
