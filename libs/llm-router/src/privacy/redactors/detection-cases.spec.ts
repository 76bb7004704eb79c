import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../contracts/redactor.js';
import { builtInScanner } from './built-in-scanner.js';

const DATA = join(__dirname, '../../../../../test/data');

interface Span {
  readonly start: number;
  readonly end: number;
}

interface Case {
  readonly entity: string;
  readonly text: string;
  readonly expected: readonly Span[];
  /** Other findings that are right there. */
  readonly others: readonly string[];
  readonly strength: 'strong' | 'other' | 'negative';
}

interface PiiRow {
  readonly kind: string;
  readonly entity: string;
  readonly text: string;
  readonly expected: readonly Span[];
  readonly tier: string;
  readonly co_hits?: readonly { readonly entity: string }[];
}

interface SecretRow {
  readonly rule: string;
  readonly kind: string;
  readonly expected: readonly Span[];
  readonly text_base64: string;
}

interface Tally {
  strong: number;
  covered: number;
  other: number;
  otherCovered: number;
  negatives: number;
  false: number;
}

/** Names of the files that are not ours in kebab-case. */
const NAMES: Readonly<Record<string, string>> = {
  CREDIT_CARD: 'card',
  CRYPTO: 'crypto-address',
  DATE_TIME: 'date',
  EMAIL_ADDRESS: 'email',
  IBAN_CODE: 'iban',
  IP_ADDRESS: 'ip',
  PHONE_NUMBER: 'phone',
  PH_MOBILE_NUMBER: 'phone',
  TR_PHONE_NUMBER: 'phone',
  'sidekiq-sensitive-url': 'url-credentials',
};
const nameOf = (entity: string): string =>
  NAMES[entity] ?? entity.toLowerCase().replaceAll('_', '-');

const scanner = builtInScanner({});
/** Everything by name: what is left out otherwise counts, too. */
const everything = new Set(scanner.entities);

function rowsOf<Row>(file: string): Row[] {
  return (JSON.parse(readFileSync(join(DATA, file), 'utf8')) as { cases: Row[] }).cases;
}

function piiCases(): Case[] {
  const rows = rowsOf<PiiRow>('pii-cases.json').filter((it) => it.kind === 'analyze');
  return withoutContradictions(
    rows.map(({ entity, text, expected, tier, co_hits = [] }) => ({
      entity: nameOf(entity),
      text,
      expected,
      others: co_hits.map((it) => nameOf(it.entity)),
      strength: tier === 'strong' || tier === 'negative' ? tier : 'other',
    })),
  );
}

function secretCases(): Case[] {
  return rowsOf<SecretRow>('secret-cases.json').map(({ rule, kind, expected, text_base64 }) => ({
    entity: nameOf(rule),
    text: Buffer.from(text_base64, 'base64').toString(),
    expected,
    others: [],
    strength: kind === 'positive' ? 'strong' : 'negative',
  }));
}

/** A text that is both a positive and a negative was judged under two configurations; nobody can be right about it. */
function withoutContradictions(cases: readonly Case[]): Case[] {
  const keyOf = ({ entity, text }: Case): string => `${entity} ${text}`;
  const positive = new Set(cases.filter((it) => it.strength !== 'negative').map(keyOf));
  const negative = new Set(cases.filter((it) => it.strength === 'negative').map(keyOf));
  return cases.filter((it) => !positive.has(keyOf(it)) || !negative.has(keyOf(it)));
}

function isCovered(findings: readonly Finding[], { start, end }: Span): boolean {
  for (let at = start; at < end; at++) {
    if (!findings.some((it) => it.start <= at && at < it.end)) return false;
  }
  return true;
}

function tallied(cases: readonly Case[]): Map<string, Tally> {
  const tallies = new Map<string, Tally>();
  for (const { entity, text, expected, others, strength } of cases) {
    const tally = tallies.get(entity) ?? {
      strong: 0,
      covered: 0,
      other: 0,
      otherCovered: 0,
      negatives: 0,
      false: 0,
    };
    tallies.set(entity, tally);
    const findings = scanner.find(text, everything);
    const covered = expected.every((it) => isCovered(findings, it)) ? 1 : 0;
    if (strength === 'strong') {
      tally.strong++;
      tally.covered += covered;
    } else if (strength === 'other') {
      tally.other++;
      tally.otherCovered += covered;
    } else {
      tally.negatives++;
      const wrong = findings.some((it) => it.entity === entity && !others.includes(entity));
      tally.false += wrong ? 1 : 0;
    }
  }
  return tallies;
}

function totalOf(tallies: ReadonlyMap<string, Tally>): Tally {
  const total = { strong: 0, covered: 0, other: 0, otherCovered: 0, negatives: 0, false: 0 };
  for (const tally of tallies.values()) {
    for (const key of Object.keys(total) as (keyof Tally)[]) total[key] += tally[key];
  }
  return total;
}

function print(title: string, tallies: ReadonlyMap<string, Tally>): void {
  const line = (entity: string, it: Tally): string => {
    const recall = it.strong === 0 ? '' : `${((it.covered / it.strong) * 100).toFixed(1)} %`;
    return [
      entity.padEnd(46),
      `${it.covered}/${it.strong}`.padStart(8),
      recall.padStart(9),
      `${it.otherCovered}/${it.other}`.padStart(9),
      `${it.false}/${it.negatives}`.padStart(9),
    ].join('');
  };
  const head = `${title.padEnd(46)}  strong   recall     weak    false`;
  const lines = [...tallies].sort().map(([entity, it]) => line(entity, it));
  process.stdout.write(`\n${[head, ...lines, line('total', totalOf(tallies))].join('\n')}\n`);
}

describe.each([
  ['personal data', piiCases()],
  ['secrets', secretCases()],
])('%s', (title, cases) => {
  const tallies = tallied(cases);
  const total = totalOf(tallies);

  beforeAll(() => print(title, tallies));

  it('covers 99 % of what stands for itself', () => {
    expect(total.strong).toBeGreaterThan(300);
    expect(total.covered / total.strong).toBeGreaterThanOrEqual(0.99);
  });

  it('finds nothing of a kind where there is none', () => {
    const wrong = [...tallies].filter(([, it]) => it.false > 0).map(([entity]) => entity);
    expect(wrong).toEqual([]);
  });

  it('knows every kind by its name', () => {
    expect([...tallies.keys()].filter((it) => !everything.has(it))).toEqual([]);
  });
});
