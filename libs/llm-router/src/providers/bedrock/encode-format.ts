import type { ChatRequest } from '../../contracts/chat-request.js';
import { traitsOf as claudeTraitsOf } from '../anthropic/model-traits.js';
import { jsonInstruction } from '../json-instruction.js';
import type { WireBlock, WireOutputConfig } from './wire-types.js';

export interface EncodedFormat {
  readonly outputConfig?: WireOutputConfig;
  /** Added to the system prompt where the API cannot enforce the format. */
  readonly instruction?: WireBlock;
}

/** The vendors that "Structured outputs" of the user guide lists beside Claude from 4.5 on. */
const ENFORCING = /\b(qwen|deepseek|google|minimax|mistral|moonshotai?|nvidia|openai)\./;

/** A JSON schema is enforced for this model. */
export function enforcesSchemas(model: string): boolean {
  return ENFORCING.test(model) || claudeTraitsOf(model).jsonSchema;
}

/** `response_format`. JSON without a schema can only be asked for in words. */
export function encodeFormat(
  { response_format: format }: ChatRequest,
  model: string,
  warnings: string[],
): EncodedFormat {
  if (format === undefined || format === null || format.type === 'text') return {};
  if (format.type === 'json_schema' && format.json_schema.schema !== undefined) {
    const { name, description, schema } = format.json_schema;
    if (enforcesSchemas(model)) {
      const jsonSchema = {
        schema: JSON.stringify(schema),
        name,
        ...(description === undefined ? {} : { description }),
      };
      return { outputConfig: { textFormat: { type: 'json_schema', structure: { jsonSchema } } } };
    }
  }
  const schema = format.type === 'json_schema' ? format.json_schema.schema : undefined;
  warnings.push(
    `response_format: ${format.type} is asked for in words, since ${schema === undefined ? 'Bedrock' : 'this model'} does not enforce it.`,
  );
  return { instruction: { text: jsonInstruction(schema) } };
}
