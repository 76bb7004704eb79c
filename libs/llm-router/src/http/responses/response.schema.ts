import { z } from 'zod';
import { routingHints } from '../routing-hints.schema.js';
import { between, flag, jsonSchema, nonEmpty, oneOfTypes, text, tokens } from '../schema-words.js';

const part = oneOfTypes({
  input_text: z.object({ text }),
  output_text: z.object({ text }),
  input_image: z.object({ image_url: nonEmpty }),
  input_file: z.object({
    file_data: text.nullish(),
    file_url: text.nullish(),
    file_id: text.nullish(),
    filename: text.nullish(),
  }),
  refusal: z.object({ refusal: text }),
});

const CONTENT = 'a string or an array of content parts';
const content = z.union([text, z.array(part, CONTENT)], CONTENT);

const message = z.object({
  role: z.enum(
    ['user', 'assistant', 'system', 'developer'],
    'one of "user", "assistant", "system", "developer"',
  ),
  content,
});

const kinds = oneOfTypes({
  message,
  reasoning: z.object({
    summary: z.array(z.object({ text }), 'an array of texts').nullish(),
    encrypted_content: text.nullish(),
  }),
  function_call: z.object({
    call_id: nonEmpty,
    name: nonEmpty,
    arguments: z.string('a string of JSON'),
  }),
  function_call_output: z.object({ call_id: nonEmpty, output: content }),
});

/** A message may leave its `type` out. */
const item = z.unknown().check(({ value, issues }) => {
  const { type, role } = (value ?? {}) as { type?: unknown; role?: unknown };
  const schema = type === undefined && role !== undefined ? message : kinds;
  for (const issue of schema.safeParse(value).error?.issues ?? []) {
    issues.push({ ...issue, input: value } as z.core.$ZodRawIssue);
  }
});

const INPUT = 'a non-empty string or a non-empty array of items';
const NO = 'left out: this is not offered here';
const absent = z.union([z.null(), z.literal(false)], NO).optional();

const toolChoice = z.union(
  [
    z.enum(['none', 'auto', 'required'], 'one of "none", "auto", "required"'),
    oneOfTypes({ function: z.object({ name: nonEmpty }) }),
  ],
  'one of "none", "auto", "required", or an object that names a function',
);

/** The body of `POST /v1/responses`. The message of every rule is what is legal there. */
export const responseSchema = z.object(
  {
    model: nonEmpty.optional(),
    ...routingHints,
    input: z.union([nonEmpty, z.array(item, INPUT).min(1, INPUT)], INPUT),
    instructions: text.nullish(),
    previous_response_id: nonEmpty.nullish(),
    store: flag.nullish(),
    stream: flag.nullish(),
    include: z.array(text, 'an array of strings').nullish(),
    max_output_tokens: tokens.nullish(),
    temperature: between(0, 2).nullish(),
    top_p: between(0, 1).nullish(),
    tools: z
      .array(
        oneOfTypes({
          function: z.object({
            name: nonEmpty,
            description: text.nullish(),
            parameters: jsonSchema.nullish(),
            strict: flag.nullish(),
          }),
        }),
        'an array of functions',
      )
      .nullish(),
    tool_choice: toolChoice.nullish(),
    parallel_tool_calls: flag.nullish(),
    reasoning: z.object({ effort: text.nullish(), summary: text.nullish() }, 'an object').nullish(),
    text: z
      .object(
        {
          format: oneOfTypes({
            text: z.object({}),
            json_object: z.object({}),
            json_schema: z.object({ name: nonEmpty, schema: jsonSchema, strict: flag.nullish() }),
          }).optional(),
          verbosity: text.nullish(),
        },
        'an object',
      )
      .nullish(),
    metadata: z.record(z.string(), text, 'an object of strings').nullish(),
    user: text.nullish(),
    safety_identifier: text.nullish(),
    prompt_cache_key: text.nullish(),
    service_tier: text.nullish(),
    truncation: z.literal('disabled', '"disabled": nothing is left out of an input here').nullish(),
    background: absent,
    conversation: absent,
    prompt: absent,
  },
  'a JSON object, sent as application/json',
);
