import type { ChatRequest } from '../../contracts/chat-request.js';
import { jsonInstruction } from '../json-instruction.js';
import type { ModelTraits } from './model-traits.js';
import type { WireBlock } from './wire-types.js';

export interface EncodedFormat {
  readonly format?: { readonly type: 'json_schema'; readonly schema: unknown };
  /** Added to the system prompt where the API cannot enforce the format. */
  readonly instruction?: WireBlock;
}

/** `response_format`. The API enforces JSON schemas; JSON without a schema can only be asked for in words. */
export function encodeFormat(
  { response_format: format }: ChatRequest,
  traits: ModelTraits,
  warnings: string[],
): EncodedFormat {
  if (format === undefined || format === null || format.type === 'text') return {};
  const schema = format.type === 'json_schema' ? format.json_schema.schema : undefined;
  if (schema !== undefined && traits.jsonSchema) return { format: { type: 'json_schema', schema } };
  warnings.push(
    `response_format: ${format.type} is asked for in words, since ${schema === undefined ? 'Anthropic' : 'this model'} does not enforce it.`,
  );
  return { instruction: { type: 'text', text: jsonInstruction(schema) } };
}
