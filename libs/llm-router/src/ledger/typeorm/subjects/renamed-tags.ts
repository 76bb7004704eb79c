/** Tags in which no value is this name any more. */
export function renamedTags(
  tags: Readonly<Record<string, string>>,
  name: string,
  pseudonym: string,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(tags).map(([tag, value]) => [tag, value === name ? pseudonym : value]),
  );
}
