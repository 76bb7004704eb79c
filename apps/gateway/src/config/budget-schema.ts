import { z } from 'zod';
import type { BudgetSubject } from 'nestjs-llm-router';
import { byForm, names, number, oneOf, scalar, section, text, usd, whole } from './scalars.js';

const SUBJECTS = ['all', 'key', 'team', 'tenant', 'user', 'provider', 'model'] as const;

const subject = scalar<BudgetSubject>(`one of ${SUBJECTS.join(', ')}, or tag:<name>`, (value) =>
  typeof value === 'string' &&
  (SUBJECTS.includes(value as (typeof SUBJECTS)[number]) || /^tag:./.test(value))
    ? (value as BudgetSubject)
    : undefined,
);

const refuse = oneOf('refuse');
const goDown = section({ downTo: text });
const slack = section({ usd: usd.optional(), tokens: whole(0).optional() });

/** `budgets`: what may be used up, by whom and in which time. */
export const budgets = z.array(
  section({
    name: text,
    by: subject,
    only: names.optional(),
    limits: section({
      usd: usd.optional(),
      tokens: whole(0).optional(),
      requests: whole(0).optional(),
    }),
    window: oneOf('minute', 'hour', 'day', 'week', 'month', 'total'),
    alertAt: z.array(number(0, 1), { error: 'a list of shares, e.g. [0.8]' }).optional(),
    atLimit: byForm<'refuse' | z.infer<typeof goDown>>((value) =>
      typeof value === 'object' ? goDown : refuse,
    ).optional(),
    slack: slack.optional(),
  }),
  { error: 'a list of budgets' },
);

/** `budgeting`: how they are kept. With Redis they are counted there, else in the database. */
export const budgeting = section({
  slack: slack.optional(),
  unknownPrice: oneOf('refuse', 'allow').optional(),
  onStoreFailure: oneOf('refuse', 'allow').optional(),
  outputTokens: whole(1).optional(),
});
