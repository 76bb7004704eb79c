/** What a thrown thing says; it may come from another realm, where `instanceof` does not know it. */
export function messageOf(error: unknown): string {
  const message = (error as { message?: unknown } | undefined)?.message;
  return typeof message === 'string' ? message : String(error);
}
