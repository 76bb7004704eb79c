import { REDACT_ACTIONS } from 'nestjs-llm-router';
import { z } from 'zod';
import { names, oneOf, scalar, section, text } from './scalars.js';

const action = oneOf(...REDACT_ACTIONS);

const directive = {
  entities: names.optional(),
  action: action.optional(),
  actions: z.record(z.string(), action, { error: 'actions by entity' }).optional(),
  direction: oneOf('input', 'output', 'both').optional(),
};

/** What has to happen to findings in calls of a class of data. */
export const redactDirective = section(directive);

/** `redact`: what happens to findings in every call, and what is looked for beside what is built in. */
export const redact = section({
  ...directive,
  secret: scalar('a text of 32 characters or more, e.g. ${REDACT_SECRET}', (value) =>
    typeof value === 'string' && value.length >= 32 ? value : undefined,
  ).optional(),
  patterns: z
    .array(
      section({
        entity: text,
        pattern: text,
        flags: text.optional(),
        context: names.optional(),
      }),
      { error: 'a list of patterns' },
    )
    .optional(),
  dictionaries: z
    .array(section({ entity: text, words: names, context: names.optional() }), {
      error: 'a list of dictionaries',
    })
    .optional(),
});
