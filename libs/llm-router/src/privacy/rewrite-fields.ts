/** The same object where nothing changes, else a copy. `rewriters` name the fields and what to make of each. */
export function rewriteFields<T extends object>(
  source: T,
  rewriters: { readonly [field: string]: (value: unknown) => unknown },
): T {
  let copy: Record<string, unknown> | undefined;
  for (const [field, rewriteField] of Object.entries(rewriters)) {
    const value = (source as Record<string, unknown>)[field];
    if (value === undefined || value === null) continue;
    const rewritten = rewriteField(value);
    if (rewritten !== value) (copy ??= { ...source } as Record<string, unknown>)[field] = rewritten;
  }
  return (copy as T | undefined) ?? source;
}

/** Applies to objects only, arrays excluded. */
export function object(rewriteObject: (value: object) => object): (value: unknown) => unknown {
  return (value) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? rewriteObject(value)
      : value;
}

/** Applies to each item of an array; the same array where none changes. */
export function each(rewriteItem: (item: unknown) => unknown): (value: unknown) => unknown {
  return (value) => {
    if (!Array.isArray(value)) return value;
    const before: readonly unknown[] = value;
    const after = before.map(rewriteItem);
    return after.some((item, index) => item !== before[index]) ? after : before;
  };
}

/** For a field of several types: each rewriter takes its own and leaves the others. */
export function either(
  ...rewriters: readonly ((value: unknown) => unknown)[]
): (value: unknown) => unknown {
  return (value) => rewriters.reduce((result, rewriter) => rewriter(result), value);
}

/** Each field of an object by its own rewriter where it has one, else by `others`; `kept` stay as they are. */
export function allFields(
  others: (value: unknown, name: string) => unknown,
  own: { readonly [field: string]: (value: unknown) => unknown } = {},
  kept: ReadonlySet<string> = new Set(),
): (value: unknown) => unknown {
  return object((value) =>
    rewriteFields(
      value,
      Object.fromEntries(
        Object.keys(value)
          .filter((it) => !kept.has(it))
          .map((it) => [
            it,
            Object.hasOwn(own, it) ? own[it]! : (field: unknown) => others(field, it),
          ]),
      ),
    ),
  );
}
