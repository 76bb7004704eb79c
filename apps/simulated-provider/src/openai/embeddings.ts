import { Failure } from '../failure.js';
import type { JsonObject } from '../json-object.js';
import type { ModelCall } from '../server/model-call.js';
import { sendJson } from '../server/send-json.js';
import { countTokens } from '../token-count.js';
import { embeddingBase64, embeddingVector } from './embedding-vector.js';

const DEFAULT_DIMENSIONS = 1536;
const MAX_DIMENSIONS = 4096;

/** `POST /v1/embeddings`. */
export async function answerEmbeddings(call: ModelCall): Promise<void> {
  const { behaviour, body, model } = call;
  const inputs = readInputs(body['input']);
  const dimensions = readDimensions(body);
  const asBase64 = body['encoding_format'] === 'base64';
  let counted = 0;
  const data = inputs.map((input, index) => {
    counted += typeof input === 'string' ? countTokens(input) : input.length;
    const vector = embeddingVector(typeof input === 'string' ? input : input.join(' '), dimensions);
    const embedding = asBase64 ? embeddingBase64(vector) : Array.from(vector);
    return { object: 'embedding', index, embedding };
  });
  const promptTokens = behaviour.promptTokens ?? counted;
  const usage = { prompt_tokens: promptTokens, total_tokens: promptTokens };
  const reported = !behaviour.missingUsage;
  const value = { object: 'list', data, model, ...(reported && { usage }) };
  const sent = await sendJson(call, behaviour.status ?? 200, value);
  if (sent && reported) {
    call.usageReported({ promptTokens, completionTokens: 0, cachedTokens: 0, reasoningTokens: 0 });
  }
}

type EmbeddingInput = string | readonly number[];

function readInputs(input: unknown): readonly EmbeddingInput[] {
  if (typeof input === 'string' && input !== '') return [input];
  if (isTokens(input)) return [input];
  if (Array.isArray(input) && input.length > 0) {
    const inputs = input as readonly unknown[];
    if (inputs.every((one) => typeof one === 'string')) return inputs;
    if (inputs.every(isTokens)) return inputs;
  }
  throw new Failure('invalid-request', "'$.input' is invalid.", 400, 'input');
}

function isTokens(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'number');
}

function readDimensions(body: JsonObject): number {
  const dimensions = body['dimensions'] ?? DEFAULT_DIMENSIONS;
  if (
    !Number.isInteger(dimensions) ||
    Number(dimensions) < 1 ||
    Number(dimensions) > MAX_DIMENSIONS
  ) {
    throw new Failure('invalid-request', "Invalid 'dimensions'.", 400, 'dimensions');
  }
  return Number(dimensions);
}
