import type { Rewrite } from './rewrite.js';
import { rewriteText } from './rewrite-json.js';

/**
 * Every text of a value of any kind: of lists and objects at any depth, by the names of their fields. A copy of the same
 * class where anything changes, else the same value. Bytes, dates, maps, streams and what contains itself stay. `whole`: a
 * text that is JSON is rewritten as it is written, and not piece by piece.
 */
export function rewriteValue<T>(value: T, rewrite: Rewrite, whole = false): T {
  const within = new Set<object>();
  const visit = (it: unknown, name?: string): unknown => {
    if (typeof it === 'string') {
      if (whole) return rewrite(it);
      return rewriteText(it, rewrite, name);
    }
    if (typeof it !== 'object' || it === null || isOpaque(it) || within.has(it)) return it;
    within.add(it);
    const changed = Array.isArray(it) ? list(it, name) : hasForm(it) ? form(it) : fields(it);
    within.delete(it);
    return changed;
  };
  const list = (before: readonly unknown[], name: string | undefined): readonly unknown[] => {
    const after = before.map((it) => visit(it, name));
    return after.some((it, index) => it !== before[index]) ? after : before;
  };
  /** What writes itself as JSON in a way of its own is that. */
  const form = (before: { toJSON(): unknown }): unknown => {
    const written = before.toJSON();
    const after = visit(written);
    return after === written ? before : after;
  };
  const fields = (before: object): object => {
    let after: object | undefined;
    for (const [name, it] of Object.entries(before)) {
      const changed = visit(it, name);
      if (changed === it) continue;
      after ??= Object.create(
        Object.getPrototypeOf(before) as object | null,
        Object.getOwnPropertyDescriptors(before),
      ) as object;
      Object.defineProperty(after, name, {
        value: changed,
        configurable: true,
        enumerable: true,
        writable: true,
      });
    }
    return after ?? before;
  };
  return visit(value) as T;
}

/** What is no record of values. */
function isOpaque(value: object): boolean {
  return (
    ArrayBuffer.isView(value) ||
    value instanceof ArrayBuffer ||
    value instanceof Date ||
    value instanceof Map ||
    value instanceof Set ||
    value instanceof RegExp ||
    value instanceof Promise ||
    typeof (value as { pipe?: unknown }).pipe === 'function' ||
    typeof (value as { getStream?: unknown }).getStream === 'function'
  );
}

function hasForm(value: object): value is { toJSON(): unknown } {
  return typeof (value as { toJSON?: unknown }).toJSON === 'function';
}
