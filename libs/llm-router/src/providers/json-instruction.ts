/** Asks for JSON in words, of a model that cannot be made to write it. */
export function jsonInstruction(schema: unknown): string {
  const shape =
    schema === undefined ? '' : ` that fits this JSON schema:\n${JSON.stringify(schema)}`;
  return `Answer with nothing but one JSON object, without a code fence or any other text around it${shape}`;
}
