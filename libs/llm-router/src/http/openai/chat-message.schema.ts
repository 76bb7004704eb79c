import { z } from 'zod';
import { isObject, knownTypes, object, text } from '../schema-words.js';

const contentPart = knownTypes({
  text: z.object({ text }),
  image_url: z.object({
    image_url: z.object({ url: text, detail: text.nullish() }, 'an object with a "url"'),
  }),
  refusal: z.object({ refusal: text }),
  input_audio: z.object({
    input_audio: z.object({ data: text, format: text }, 'an object with "data" and "format"'),
  }),
  file: z.object({ file: object }),
});

const content = z.union(
  [text, z.array(contentPart, 'an array of content parts')],
  'a string or an array of content parts',
);

const toolCall = knownTypes({
  function: z.object({
    id: text,
    function: z.object(
      { name: text, arguments: z.string('a string of JSON') },
      'an object with "name" and "arguments"',
    ),
  }),
});

const name = text.nullish();

/** One message of a request. */
export const chatMessage = z.discriminatedUnion(
  'role',
  [
    z.object({ role: z.literal(['system', 'developer', 'user']), content, name }),
    z.object({
      role: z.literal('assistant'),
      content: content.nullish(),
      name,
      refusal: text.nullish(),
      tool_calls: z.array(toolCall, 'an array of tool calls').nullish(),
    }),
    z.object({ role: z.literal('tool'), content, tool_call_id: text }),
  ],
  {
    error: ({ input }) =>
      isObject(input)
        ? 'one of "system", "developer", "user", "assistant", "tool"'
        : 'an object with a "role"',
  },
);
