import fc from 'fast-check';
import { chained, type ChainedEntry, GENESIS, hashOf } from './audit-chain.js';
import { entry } from './audit.fixture.js';
import { type AuditDamage, ChainCheck } from './chain-check.js';
import { plainEntry } from './plain-entry.js';
import type { AuditAnchor } from './audit-anchor.js';

const trail = (length: number) =>
  chained(
    GENESIS,
    Array.from({ length }, (_, index) => plainEntry(entry({ subject: `key-${index}` }))),
  );
const anchorAt = ({ sequence, hash }: ChainedEntry): AuditAnchor => ({ sequence, hash, at: 0 });

function check(entries: readonly ChainedEntry[], anchors: readonly AuditAnchor[] = []) {
  const it = new ChainCheck(anchors);
  for (const one of entries) it.add(one);
  return it.end();
}

/** As somebody would who knows how hashes are made. */
function relinked(entries: readonly ChainedEntry[]): ChainedEntry[] {
  return chained(GENESIS, entries);
}

it('says of a whole trail that it is whole, and where it ends', () => {
  const entries = trail(5);
  const verdict = check(entries, [
    anchorAt(entries[2]!),
    anchorAt(entries[4]!),
    { ...GENESIS, at: 0 },
  ]);
  expect(verdict).toEqual({
    intact: true,
    entries: 5,
    head: { sequence: 5, hash: entries[4]!.hash },
    findings: [],
    found: 0,
  });
  expect(check([])).toMatchObject({ intact: true, entries: 0, head: GENESIS });
});

const DAMAGES: readonly [
  string,
  (entries: ChainedEntry[]) => ChainedEntry[],
  AuditDamage,
  string,
][] = [
  [
    'an edit',
    (it) => it.with(2, { ...it[2]!, actor: 'somebody' }),
    'edited',
    'entry 3 is not as it was written',
  ],
  [
    'an edit with a hash to match',
    (it) => {
      const edited = { ...it[2]!, actor: 'somebody' };
      return it.with(2, { ...edited, hash: hashOf(edited) });
    },
    'unlinked',
    'entry 4 does not follow entry 3: that one was replaced, or one of them inserted',
  ],
  ['a deletion', (it) => it.toSpliced(2, 1), 'missing', 'entry 3 is missing'],
  ['a deletion of several', (it) => it.toSpliced(1, 2), 'missing', 'entries 2 to 3 are missing'],
  [
    'a deletion under new numbers',
    (it) => it.toSpliced(2, 1).map((one, index) => ({ ...one, sequence: index + 1 })),
    'moved',
    'entry 3 was written as entry 4',
  ],
  [
    'a reordering',
    (it) => it.with(1, { ...it[3]!, sequence: 2 }).with(3, { ...it[1]!, sequence: 4 }),
    'moved',
    'entry 2 was written as entry 4',
  ],
  [
    'an insertion',
    (it) =>
      it
        .toSpliced(2, 0, { ...it[2]!, actor: 'somebody' })
        .map((one, index) => ({ ...one, sequence: index + 1 })),
    'moved',
    'entry 4 was written as entry 3',
  ],
];

it.each(DAMAGES)('finds %s', (_name, tamper, damage, message) => {
  const { intact, findings } = check(tamper(trail(5)));
  expect(intact).toBe(false);
  expect(findings).toContainEqual(expect.objectContaining({ damage, message }));
});

it('finds a cut tail by an anchor, and not without one', () => {
  const entries = trail(5);
  const cut = entries.slice(0, 3);
  expect(check(cut).intact).toBe(true);
  const { findings } = check(cut, [anchorAt(entries[1]!), anchorAt(entries[4]!)]);
  expect(findings).toEqual([
    {
      damage: 'cut',
      sequence: 4,
      message:
        'the trail ends at entry 3, but the anchor of 1970-01-01T00:00:00.000Z names entry 5: 2 entries at the end, or more, are gone',
    },
  ]);
});

it('finds a trail that was written anew by an anchor', () => {
  const entries = trail(5);
  const forged = relinked(entries.with(1, { ...entries[1]!, actor: 'somebody' }));
  expect(check(forged).intact).toBe(true);
  expect(check(forged, [anchorAt(entries[0]!)]).intact).toBe(true);
  const { findings } = check(forged, [anchorAt(entries[3]!)]);
  expect(findings).toMatchObject([{ damage: 'rewritten', sequence: 4 }]);
});

it('finds a trail that is gone altogether', () => {
  const entries = trail(2);
  expect(check([], [anchorAt(entries[1]!)]).findings).toMatchObject([
    { damage: 'cut', sequence: 1 },
  ]);
});

it('shows the first 100 findings, and counts them all', () => {
  const { findings, found } = check(trail(150).map((one) => ({ ...one, actor: 'somebody' })));
  expect([findings.length, found]).toEqual([100, 150]);
});

it('finds any change, deletion and reordering', () => {
  const length = 8;
  const entries = trail(length);
  const index = fc.nat(length - 1);
  const changes = fc.record({
    at: index,
    change: fc.oneof(
      fc.record({ actor: fc.option(fc.string(), { nil: null }) }),
      fc.record({ subject: fc.option(fc.string(), { nil: null }) }),
      fc.record({ at: fc.nat() }),
      fc.record({ kind: fc.string() }),
      fc.record({ id: fc.string() }),
      fc.record({ details: fc.json() }),
      fc.record({ previous: fc.string() }),
      fc.record({ hash: fc.string() }),
    ),
  });
  const deletions = fc.uniqueArray(index, { minLength: 1, maxLength: length - 1 });
  const permutations = fc.shuffledSubarray(entries, { minLength: length, maxLength: length });
  const renumbered = (kept: readonly ChainedEntry[]) =>
    kept.map((one, place) => ({ ...one, sequence: place + 1 }));
  const anchor = [anchorAt(entries[length - 1]!)];

  fc.assert(
    fc.property(changes, ({ at, change }) => {
      const changed: ChainedEntry = { ...entries[at]!, ...change };
      fc.pre(JSON.stringify(changed) !== JSON.stringify(entries[at]));
      return !check(entries.with(at, changed), anchor).intact;
    }),
  );
  fc.assert(
    fc.property(deletions, fc.boolean(), (gone, renumber) => {
      const kept = entries.filter((_, place) => !gone.includes(place));
      return !check(renumber ? renumbered(kept) : kept, anchor).intact;
    }),
  );
  fc.assert(
    fc.property(permutations, (shuffled) => {
      fc.pre(shuffled.some((one, place) => one !== entries[place]));
      return !check(renumbered(shuffled), anchor).intact;
    }),
  );
});
