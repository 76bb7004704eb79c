const TIME_LIMIT_MS = 2_000;

/** The first model that an Ollama server has; rejects, in words for people, where there is none. */
export async function firstOllamaModel(baseUrl: string): Promise<string> {
  const models = await fetch(`${baseUrl.replace(/\/+$/, '')}/api/tags`, {
    signal: AbortSignal.timeout(TIME_LIMIT_MS),
  })
    .then((response) => response.json() as Promise<{ models?: { name?: string }[] }>)
    .then((answer) => answer.models)
    .catch(() => undefined);
  if (models === undefined) {
    throw new Error(`Ollama at ${baseUrl} did not answer within ${TIME_LIMIT_MS} ms.`);
  }
  const name = models[0]?.name;
  if (name === undefined) {
    throw new Error(`Ollama at ${baseUrl} has no model. Pull one: ollama pull llama3.2`);
  }
  return name;
}
