import { messageOf } from '../message-of.js';
import { isVector } from './data-file.js';
import { TrainingError } from './training-error.js';

export interface EmbeddingSource {
  /** Base of an OpenAI-compatible API, e.g. `https://api.openai.com/v1`. */
  readonly url: string;
  readonly model: string;
  readonly apiKey: string | undefined;
}

const BATCH = 64;
const TIMEOUT_MS = 60_000;

/** Vectors of texts, in their order. Throws a `TrainingError` with what the endpoint said; the key is not in it. */
export async function embedTexts(
  { url, model, apiKey }: EmbeddingSource,
  texts: readonly string[],
  progress: (done: number) => void,
): Promise<number[][]> {
  const endpoint = `${url.replace(/\/+$/, '')}/embeddings`;
  const vectors: number[][] = [];
  for (let from = 0; from < texts.length; from += BATCH) {
    const input = texts.slice(from, from + BATCH);
    vectors.push(...(await embedBatch(endpoint, model, apiKey, input)));
    progress(vectors.length);
  }
  return vectors;
}

async function embedBatch(
  endpoint: string,
  model: string,
  apiKey: string | undefined,
  input: readonly string[],
): Promise<number[][]> {
  let response: Response;
  let body: string;
  try {
    response = await fetch(endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(apiKey && { authorization: `Bearer ${apiKey}` }),
      },
      body: JSON.stringify({ model, input, encoding_format: 'float' }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    body = await response.text();
  } catch (error) {
    throw new TrainingError(`${endpoint} could not be asked: ${messageOf(error)}.`);
  }
  if (!response.ok) {
    throw new TrainingError(`${endpoint} answered ${response.status}: ${body.slice(0, 300)}`);
  }
  const vectors = vectorsIn(body);
  if (vectors?.length === input.length) return vectors;
  throw new TrainingError(
    `${endpoint} did not answer with ${input.length} embeddings: ${body.slice(0, 300)}`,
  );
}

function vectorsIn(body: string): number[][] | undefined {
  let reply: unknown;
  try {
    reply = JSON.parse(body);
  } catch {
    return undefined;
  }
  const { data } = (reply ?? {}) as { data?: unknown };
  if (!Array.isArray(data)) return undefined;
  const entries = data as readonly ({ index?: number; embedding?: unknown } | null)[];
  const ordered = entries.toSorted((a, b) => (a?.index ?? 0) - (b?.index ?? 0));
  const vectors = ordered.map((it) => it?.embedding);
  return vectors.every(isVector) ? vectors : undefined;
}
