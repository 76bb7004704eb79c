import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Something sensitive, and a text that it stands in. */
export interface Canary {
  readonly kind: string;
  readonly value: string;
  readonly text: string;
}

interface PiiCase {
  readonly entity: string;
  readonly text: string;
  readonly tier: string;
  readonly expected: readonly { readonly start: number; readonly end: number }[];
}

interface SecretCase {
  readonly rule: string;
  readonly kind: string;
  readonly text_base64: string;
  readonly expected: readonly { readonly start: number; readonly end: number }[];
}

/** Shorter ones may stand anywhere by chance. */
const SHORTEST = 9;

const read = <T>(name: string): readonly T[] =>
  (
    JSON.parse(readFileSync(join(__dirname, `../data/${name}.json`), 'utf8')) as {
      cases: readonly T[];
    }
  ).cases;

/** One of each kind that is told by itself: personal data, national identifiers, secrets. */
export function canaries(): readonly Canary[] {
  const personal = read<PiiCase>('pii-cases')
    .filter(({ tier }) => tier === 'strong')
    .map(({ entity, text, expected }) => ({ kind: entity, text, span: expected[0] }));
  const secrets = read<SecretCase>('secret-cases')
    .filter(({ kind }) => kind === 'positive')
    .map(({ rule, text_base64, expected }) => ({
      kind: rule,
      text: Buffer.from(text_base64, 'base64').toString('utf8'),
      span: expected[0],
    }));
  const found = new Map<string, Canary>();
  for (const { kind, text, span } of [...personal, ...secrets]) {
    if (span === undefined || found.has(kind)) continue;
    const value = text.slice(span.start, span.end);
    if (value.length >= SHORTEST && !value.includes('\n')) found.set(kind, { kind, value, text });
  }
  return [...found.values()];
}
