import { z } from 'zod';
import { routingHints } from '../routing-hints.schema.js';
import {
  between,
  flag,
  isObject,
  jsonSchema,
  knownTypes,
  nonEmpty,
  text,
  tokens,
  whole,
} from '../schema-words.js';
import { chatMessage } from './chat-message.schema.js';

const NAMED_FUNCTION = 'an object with a "name"';

const tool = knownTypes({
  function: z.object({
    function: z.object(
      {
        name: nonEmpty,
        description: text.nullish(),
        parameters: jsonSchema.nullish(),
        strict: flag.nullish(),
      },
      NAMED_FUNCTION,
    ),
  }),
});

const toolChoice = z.union(
  [
    z.enum(['none', 'auto', 'required'], 'one of "none", "auto", "required"'),
    knownTypes({
      function: z.object({ function: z.object({ name: text }, NAMED_FUNCTION) }),
    }),
  ],
  'one of "none", "auto", "required", or an object that names a tool',
);

const responseFormat = z.discriminatedUnion(
  'type',
  [
    z.object({ type: z.literal(['text', 'json_object']) }),
    z.object({
      type: z.literal('json_schema'),
      json_schema: z.object(
        {
          name: nonEmpty,
          description: text.nullish(),
          schema: jsonSchema.nullish(),
          strict: flag.nullish(),
        },
        NAMED_FUNCTION,
      ),
    }),
  ],
  {
    error: ({ input }) =>
      isObject(input) ? 'one of "text", "json_object", "json_schema"' : 'an object with a "type"',
  },
);

/**
 * The body of `POST /v1/chat/completions`: strict about the fields that are known, silent about others. The message of
 * every rule is what is legal there.
 */
export const chatCompletionSchema = z.object(
  {
    model: nonEmpty.optional(),
    tier: nonEmpty.optional(),
    ...routingHints,
    messages: z
      .array(chatMessage, 'a non-empty array of messages')
      .min(1, 'a non-empty array of messages'),
    max_tokens: tokens.nullish(),
    max_completion_tokens: tokens.nullish(),
    temperature: between(0, 2).nullish(),
    top_p: between(0, 1).nullish(),
    presence_penalty: between(-2, 2).nullish(),
    frequency_penalty: between(-2, 2).nullish(),
    stop: z
      .union([text, z.array(text, 'an array of strings')], 'a string or an array of strings')
      .nullish(),
    n: whole('a whole number from 1 to 128', 1, 128).nullish(),
    seed: whole('a whole number', Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER).nullish(),
    tools: z.array(tool, 'an array of tools').nullish(),
    tool_choice: toolChoice.nullish(),
    parallel_tool_calls: flag.nullish(),
    response_format: responseFormat.nullish(),
    reasoning_effort: text.nullish(),
    user: text.nullish(),
    metadata: z.record(z.string(), text, 'an object of strings').nullish(),
    service_tier: text.nullish(),
    stream: flag.nullish(),
    stream_options: z.object({ include_usage: flag.nullish() }, 'an object').nullish(),
  },
  'a JSON object, sent as application/json',
);
