const TIME_LIMIT_MS = 2_000;

/** The first model that an Ollama server has; rejects, in words for people, where there is none. */
export async function firstOllamaModel(baseUrl: string): Promise<string> {
  const url = new URL('/api/tags', baseUrl);
  const models = await fetch(url, { signal: AbortSignal.timeout(TIME_LIMIT_MS) })
    .then((response) => response.json() as Promise<{ models?: { name?: string }[] }>)
    .then((answer) => answer.models)
    .catch(() => undefined);
  if (models === undefined) {
    throw new Error(`Ollama at ${url.origin} did not answer within ${TIME_LIMIT_MS} ms.`);
  }
  const name = models[0]?.name;
  if (name === undefined) {
    throw new Error(`Ollama at ${url.origin} has no model. Pull one: ollama pull llama3.2`);
  }
  return name;
}
