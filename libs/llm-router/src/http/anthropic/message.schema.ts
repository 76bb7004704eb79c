import { z } from 'zod';
import { routingHints } from '../routing-hints.schema.js';
import {
  between,
  flag,
  isObject,
  jsonSchema,
  nonEmpty,
  object,
  oneOfTypes,
  text,
  tokens,
  whole,
} from '../schema-words.js';

const textBlock = z.object({ text });

const source = {
  base64: z.object({ media_type: nonEmpty, data: text }),
  url: z.object({ url: nonEmpty }),
};

const image = z.object({ source: oneOfTypes(source) });

const simpleBlocks = oneOfTypes({ text: textBlock, image });

const document = z.object({
  source: oneOfTypes({
    ...source,
    text: z.object({ data: text }),
    content: z.object({
      content: z.union(
        [text, z.array(simpleBlocks, 'an array of blocks')],
        'a string or an array of blocks',
      ),
    }),
  }),
  title: text.nullish(),
});

const toolResult = z.object({
  tool_use_id: nonEmpty,
  content: z
    .union(
      [text, z.array(oneOfTypes({ text: textBlock, image, document }), 'an array of blocks')],
      'a string or an array of blocks',
    )
    .nullish(),
  is_error: flag.nullish(),
});

const userBlock = oneOfTypes({ text: textBlock, image, document, tool_result: toolResult });

const assistantBlock = oneOfTypes({
  text: textBlock,
  tool_use: z.object({ id: nonEmpty, name: nonEmpty, input: object }),
  thinking: z.object({ thinking: text, signature: text.nullish() }),
  redacted_thinking: z.object({ data: text }),
});

function content(block: z.ZodType) {
  return z.union(
    [text, z.array(block, 'an array of content blocks')],
    'a string or an array of content blocks',
  );
}

const systemText = content(oneOfTypes({ text: textBlock }));

const message = z.discriminatedUnion(
  'role',
  [
    z.object({ role: z.literal('user'), content: content(userBlock) }),
    z.object({ role: z.literal('assistant'), content: content(assistantBlock) }),
    z.object({ role: z.literal('system'), content: systemText }),
  ],
  {
    error: ({ input }) =>
      isObject(input) ? 'one of "user", "assistant", "system"' : 'an object with a "role"',
  },
);

const CLIENT_TOOL = '"custom" or left out: tools that the vendor runs itself are not offered here';

const tool = z.object(
  {
    type: z.literal('custom', CLIENT_TOOL).nullish(),
    name: nonEmpty,
    description: text.nullish(),
    input_schema: jsonSchema,
    strict: flag.nullish(),
  },
  'an object with a "name" and an "input_schema"',
);

/** What both operations read. The message of every rule is what is legal there. */
const prompt = {
  model: nonEmpty.optional(),
  messages: z
    .array(message, 'a non-empty array of messages')
    .min(1, 'a non-empty array of messages'),
  system: systemText.nullish(),
  tools: z.array(tool, 'an array of tools').nullish(),
  tool_choice: oneOfTypes({
    auto: z.object({}),
    any: z.object({}),
    none: z.object({}),
    tool: z.object({ name: nonEmpty }),
  }).optional(),
  thinking: oneOfTypes({
    enabled: z.object({ budget_tokens: tokens }),
    adaptive: z.object({}),
    disabled: z.object({}),
  }).optional(),
  output_config: z
    .object(
      {
        effort: text.nullish(),
        format: oneOfTypes({ json_schema: z.object({ schema: jsonSchema }) }).optional(),
      },
      'an object',
    )
    .nullish(),
};

const BODY = 'a JSON object, sent as application/json';

/** The body of `POST /v1/messages/count_tokens`. */
export const countTokensSchema = z.object(prompt, BODY);

/** The body of `POST /v1/messages`. */
export const messageSchema = z.object(
  {
    ...prompt,
    ...routingHints,
    max_tokens: tokens,
    temperature: between(0, 1).nullish(),
    top_p: between(0, 1).nullish(),
    top_k: whole('a whole number from 0', 0, Number.MAX_SAFE_INTEGER).nullish(),
    stop_sequences: z.array(text, 'an array of strings').nullish(),
    metadata: z.object({ user_id: text.nullish() }, 'an object').nullish(),
    service_tier: z.enum(['auto', 'standard_only'], '"auto" or "standard_only"').nullish(),
    stream: flag.nullish(),
  },
  BODY,
);
