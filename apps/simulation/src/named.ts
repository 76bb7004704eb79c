/** The one that is called so. Throws a `RangeError` that names what exists. */
export function named<T extends { readonly id: string }>(all: readonly T[], id: string): T {
  const found = all.find((it) => it.id === id);
  if (found !== undefined) return found;
  throw new RangeError(`Nothing is called "${id}". Known: ${all.map((it) => it.id).join(', ')}.`);
}
