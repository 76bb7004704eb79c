/** Deeper than any schema that a model would follow; what is below is not counted. */
const DEEPEST = 64;

/** About how many characters a value takes as JSON, without writing it: escapes are not counted. */
export function jsonLength(value: unknown, depth = 0): number {
  switch (typeof value) {
    case 'string':
      return value.length + 2;
    case 'number':
      return 4;
    case 'boolean':
      return 5;
    case 'object':
      break;
    default:
      return 0;
  }
  if (value === null || depth === DEEPEST) return 4;
  let length = 2;
  if (Array.isArray(value)) {
    for (const item of value) length += jsonLength(item, depth + 1) + 1;
    return length;
  }
  for (const key in value) {
    const member = (value as Record<string, unknown>)[key];
    if (member !== undefined) length += key.length + 4 + jsonLength(member, depth + 1);
  }
  return length;
}
