import { z } from 'zod';

// The message of every rule is what is legal there, in words: the error that callers see is built from it.

const text = z.string('a string');
const object = z.custom<object>(isObject, 'an object');

export function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Checks the kinds that are known by their `type`; kinds that are not pass, as they may be new or the provider's own. */
export function knownTypes(kinds: Readonly<Record<string, z.ZodType>>) {
  const byType = new Map(Object.entries(kinds));
  return z.looseObject({ type: text }, 'an object with a "type"').check((payload) => {
    const result = byType.get(payload.value.type)?.safeParse(payload.value);
    for (const issue of result?.error?.issues ?? []) {
      payload.issues.push({ ...issue, input: payload.value } as z.core.$ZodRawIssue);
    }
  });
}

const contentPart = knownTypes({
  text: z.looseObject({ text }),
  image_url: z.looseObject({
    image_url: z.looseObject({ url: text, detail: text.nullish() }, 'an object with a "url"'),
  }),
  refusal: z.looseObject({ refusal: text }),
  input_audio: z.looseObject({
    input_audio: z.looseObject({ data: text, format: text }, 'an object with "data" and "format"'),
  }),
  file: z.looseObject({ file: object }),
});

const content = z.union(
  [text, z.array(contentPart, 'an array of content parts')],
  'a string or an array of content parts',
);

const toolCall = knownTypes({
  function: z.looseObject({
    id: text,
    function: z.looseObject(
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
    z.looseObject({ role: z.literal(['system', 'developer', 'user']), content, name }),
    z.looseObject({
      role: z.literal('assistant'),
      content: content.nullish(),
      name,
      refusal: text.nullish(),
      tool_calls: z.array(toolCall, 'an array of tool calls').nullish(),
    }),
    z.looseObject({ role: z.literal('tool'), content, tool_call_id: text }),
  ],
  {
    error: ({ input }) =>
      isObject(input)
        ? 'one of "system", "developer", "user", "assistant", "tool"'
        : 'an object with a "role"',
  },
);
