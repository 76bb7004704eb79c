/** Whom a request body names as its end user, in the words of any door; undefined where it names nobody. */
export function endUserOf(body: unknown): string | undefined {
  const { user, metadata } = fieldsOf(body);
  const name = user ?? fieldsOf(metadata)['user_id'];
  return typeof name === 'string' ? name : undefined;
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
