import type { BaseLanguageModelInput } from '@langchain/core/language_models/base';
import type { AIMessageChunk } from '@langchain/core/messages';
import { type Runnable, RunnableLambda } from '@langchain/core/runnables';
import { toJsonSchema } from '@langchain/core/utils/json_schema';
import type { ResponseFormat } from '../contracts/chat-tool.js';

/** What the compiler knows of a schema by the same interface. */
export interface SchemaOf<Output> {
  readonly '~standard': { readonly types?: { readonly output: Output } | undefined };
}

/** The interface that zod, valibot and others validate by: https://standardschema.dev. */
interface StandardSchema {
  readonly '~standard': {
    validate(value: unknown): Outcome | Promise<Outcome>;
  };
}

interface Outcome {
  readonly value?: unknown;
  readonly issues?: readonly { readonly message: string }[];
}

/** A schema of a validation library, or a JSON Schema. */
export class OutputSchema {
  readonly json: Record<string, unknown>;

  constructor(
    private readonly schema: object,
    private readonly name = 'response',
  ) {
    this.json = ('~standard' in schema ? toJsonSchema(schema as never) : schema) as Record<
      string,
      unknown
    >;
  }

  format(strict: boolean): ResponseFormat {
    const { name, json: schema } = this;
    return { type: 'json_schema', json_schema: { name, schema, strict } };
  }

  /** Throws where the message holds no JSON, or none that fits. */
  async parse(message: AIMessageChunk): Promise<unknown> {
    const value: unknown = JSON.parse(message.text);
    if (!('~standard' in this.schema)) return value;
    const { value: valid, issues } = await (this.schema as StandardSchema)['~standard'].validate(
      value,
    );
    if (issues === undefined) return valid;
    const what = issues.map((it) => it.message).join('; ');
    throw new Error(`The model's answer does not fit the schema: ${what}.`);
  }
}

/** Parses what the model says; with `includeRaw` beside the message, and null where it does not fit. */
export function parsed(
  model: Runnable<BaseLanguageModelInput, AIMessageChunk>,
  schema: OutputSchema,
  includeRaw: boolean,
): Runnable<BaseLanguageModelInput, unknown> {
  return model.pipe(
    RunnableLambda.from(async (raw: AIMessageChunk) =>
      includeRaw
        ? { raw, parsed: await schema.parse(raw).catch(() => null) }
        : await schema.parse(raw),
    ),
  );
}
