import fc from 'fast-check';
import { inputTokens, outputTokens, type TokenUsage } from '../contracts/token-usage.js';
import { isObject, type JsonObject } from './json-value.js';

/** How an adapter reads the usage of its vendor. */
export interface UsageMapping {
  readonly map: (wire: unknown) => TokenUsage | undefined;
  /** A usage that can be right, in which everything that is read is told. */
  readonly whole: JsonObject;
  /** Fields of `whole` that a vendor may leave out. */
  readonly optional: readonly string[];
}

const HOSTILE = [-1, -0.5, 1.5, 1e13, 2 ** 53, '7', '', true, [3], { count: 3 }] as const;
type Path = readonly (string | number)[];

/** What holds for the usage of every vendor, whatever it writes. */
export function describeUsageMapping({ map, whole, optional }: UsageMapping): void {
  const all = totalOf(map(whole));

  it('believes what can be right', () => {
    expect(map(whole)).toMatchObject({ suspect: false, estimated: false });
  });

  it.each(countsIn(whole).map((path) => [path.join('.'), path] as const))(
    'flags a %s that cannot be right, and uses the rest',
    (_name, path) => {
      for (const value of HOSTILE) {
        const usage = map(replaced(whole, path, value));
        expect([value, usage?.suspect]).toEqual([value, true]);
        expectCounts(usage);
        expect(totalOf(usage)).toBeLessThanOrEqual(all);
      }
    },
  );

  it('flags details that are none', () => {
    for (const field of Object.keys(whole)) {
      const own = whole[field];
      const none = isObject(own) ? ['x', 7, []] : Array.isArray(own) ? ['x', 7, {}, [7]] : [];
      for (const value of none) {
        expect([field, map({ ...whole, [field]: value })?.suspect]).toEqual([field, true]);
      }
    }
  });

  it('does not mind what is not told', () => {
    for (const field of optional) {
      const { [field]: _left, ...rest } = whole;
      for (const wire of [rest, { ...whole, [field]: null }]) {
        expect([field, map(wire)?.suspect]).toEqual([field, false]);
        expectCounts(map(wire));
      }
    }
  });

  it('tells no usage from one that cannot be right', () => {
    for (const wire of [undefined, null, {}]) expect(map(wire)).toBeUndefined();
    for (const wire of ['many', 7, [whole], mapped(whole, () => -1)]) {
      expect(map(wire)?.suspect).toBe(true);
      expect(totalOf(map(wire))).toBe(0);
    }
  });

  it('gives counts from 0 on for any JSON, and never throws', () => {
    const paths = fc.constantFrom(...countsIn(whole));
    const changes = fc.array(fc.tuple(paths, fc.oneof(fc.jsonValue(), fc.nat(1_000))));
    const wire = changes.map((it) =>
      it.reduce<JsonObject>((usage, [path, value]) => replaced(usage, path, value), whole),
    );
    fc.assert(fc.property(fc.oneof(fc.jsonValue(), wire), (it) => expectCounts(map(it))));
  });
}

function expectCounts(usage: TokenUsage | undefined): void {
  if (usage === undefined) return;
  const { estimated: _estimated, suspect: _suspect, ...counts } = usage;
  for (const count of Object.values(counts)) {
    expect(Number.isInteger(count) && count >= 0 && count <= 400_000_000).toBe(true);
  }
}

function totalOf(usage: TokenUsage | undefined): number {
  return usage === undefined ? 0 : inputTokens(usage) + outputTokens(usage);
}

function countsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value === 'number') return [path];
  if (Array.isArray(value)) return value.flatMap((it, index) => countsIn(it, [...path, index]));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([field, it]) => countsIn(it, [...path, field]));
}

function replaced(wire: JsonObject, path: Path, value: unknown): JsonObject {
  const copy = structuredClone(wire);
  let at: unknown = copy;
  for (const step of path.slice(0, -1)) at = (at as JsonObject | undefined)?.[step];
  if (typeof at === 'object' && at !== null) (at as JsonObject)[path.at(-1)!] = value;
  return copy;
}

function mapped(value: unknown, change: (count: number) => unknown): unknown {
  if (typeof value === 'number') return change(value);
  if (Array.isArray(value)) return value.map((it) => mapped(it, change));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, it]) => [name, mapped(it, change)]));
}
