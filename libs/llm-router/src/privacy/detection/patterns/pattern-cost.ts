import { PatternReader, type PatternNode } from './pattern-tree.js';

/** What an expression costs at one place of a text, at worst. */
export interface PatternCost {
  /** Characters that are looked at, over all ways to match; infinite where there is no bound. */
  readonly steps: number;
  /** The repeats without an upper bound, as they are written. */
  readonly endless: readonly string[];
}

/** What a part of an expression may begin with. */
interface Firsts {
  readonly characters: ReadonlySet<number>;
  /** It may match nothing, so that what follows it comes first. */
  readonly nothing: boolean;
}

interface Cost {
  readonly steps: number;
  /** In how many ways it can match at one place before what follows has to fail. */
  readonly ways: number;
}

/** A group that is referred to may be long; how long is not worth finding out. */
const STEPS_OF_REFERENCE = 1_000;

/** Characters that stand for all others, when sets are compared. */
const SAMPLES = [
  ...Array.from({ length: 0x180 }, (_, code) => code),
  ...[
    0x3b1, 0x416, 0x5d0, 0x627, 0x661, 0x915, 0xe01, 0x200b, 0x2014, 0x20ac, 0x3042, 0x4e00, 0xac00,
  ],
  ...[0xd83d, 0xff11],
];

/**
 * Bounds the work of a backtracking matcher at one place. A repeat costs a choice at each of its ends, unless what follows
 * cannot begin like what is repeated: then the wrong choice fails at its first character.
 */
export function costOf({ source, flags }: RegExp): PatternCost {
  const endless: string[] = [];
  const letters = flags.replace(/[gy]/g, '');
  const sets = new Map<string, ReadonlySet<number>>();

  function setOf(character: string): ReadonlySet<number> {
    let set = sets.get(character);
    if (set === undefined) {
      const pattern = new RegExp(`^${character}$`, letters);
      set = new Set(SAMPLES.filter((it) => pattern.test(String.fromCharCode(it))));
      sets.set(character, set);
    }
    return set;
  }

  function firstsOf(node: PatternNode): Firsts {
    switch (node.kind) {
      case 'character':
        return { characters: setOf(node.source), nothing: false };
      case 'assertion':
      case 'again':
      case 'look':
        // May fail whatever comes.
        return { characters: new Set(SAMPLES), nothing: false };
      case 'repeat': {
        const { characters, nothing } = firstsOf(node.body);
        return { characters, nothing: nothing || node.min === 0 };
      }
      case 'choice': {
        const all = node.branches.map(firstsOf);
        const characters = new Set(all.flatMap((it) => [...it.characters]));
        return { characters, nothing: all.some((it) => it.nothing) };
      }
      case 'sequence':
        return node.items.reduceRight<Firsts>((rest, it) => before(firstsOf(it), rest), {
          characters: new Set(),
          nothing: true,
        });
    }
  }

  /** `follow`: what may come after; undefined at the end, where a match is complete. */
  function costOfNode(node: PatternNode, follow: Firsts | undefined): Cost {
    switch (node.kind) {
      case 'character':
      case 'assertion':
        return { steps: 1, ways: 1 };
      case 'again':
        return { steps: STEPS_OF_REFERENCE, ways: 1 };
      case 'look':
        return { steps: costOfNode(node.body, undefined).steps + 1, ways: 1 };
      case 'choice': {
        const costs = node.branches.map((it) => costOfNode(it, follow));
        const ways = costs.map((it) => it.ways);
        return {
          steps: sum(costs.map((it) => it.steps)),
          ways: arePairwiseDisjoint(node.branches.map(firstsOf)) ? Math.max(...ways) : sum(ways),
        };
      }
      case 'sequence': {
        let cost: Cost = { steps: 0, ways: 1 };
        node.items.forEach((it, place) => {
          const rest = { kind: 'sequence', items: node.items.slice(place + 1) } as const;
          const next = costOfNode(it, after(firstsOf(rest), follow));
          cost = { steps: cost.steps + cost.ways * next.steps, ways: cost.ways * next.ways };
        });
        return cost;
      }
      case 'repeat': {
        const { body, min, max, source: written } = node;
        if (max === Infinity) {
          endless.push(written);
          return { steps: Infinity, ways: Infinity };
        }
        const firsts = firstsOf(body);
        const { steps, ways } = costOfNode(body, { ...firsts, nothing: false });
        const certain = ways === 1 && !firsts.nothing;
        if (certain && (min === max || follow === undefined || areDisjoint(firsts, follow))) {
          return { steps: max * steps + 1, ways: 1 };
        }
        let all = 0;
        let matches = 0;
        for (let times = 1, each = 1; times <= max && all < 1e12; times++) {
          all += each * steps;
          each *= ways;
          if (times >= min) matches += each;
        }
        return { steps: all + 1, ways: matches + (min === 0 ? 1 : 0) };
      }
    }
  }

  const tree = new PatternReader(source, flags.includes('v')).read();
  return { steps: costOfNode(tree, undefined).steps, endless };
}

function before(first: Firsts, rest: Firsts): Firsts {
  if (!first.nothing) return first;
  return {
    characters: new Set([...first.characters, ...rest.characters]),
    nothing: rest.nothing,
  };
}

function after(rest: Firsts, follow: Firsts | undefined): Firsts | undefined {
  if (!rest.nothing) return rest;
  return follow && before(rest, follow);
}

function areDisjoint(one: Firsts, other: Firsts): boolean {
  return !other.nothing && ![...one.characters].some((it) => other.characters.has(it));
}

function arePairwiseDisjoint(all: readonly Firsts[]): boolean {
  return all.every(
    (it, place) => !it.nothing && all.slice(place + 1).every((other) => areDisjoint(it, other)),
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, it) => total + it, 0);
}
