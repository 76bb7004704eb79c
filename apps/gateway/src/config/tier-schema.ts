import { z } from 'zod';
import { byForm, duration, flag, names, number, scalar, section, text, whole } from './scalars.js';

const LONGEST_RELEASE = 100;

const detailed = section({
  model: text,
  weight: number(0).optional(),
  release: scalar(`a text of 1 to ${LONGEST_RELEASE} characters that is not blank`, (value) =>
    typeof value === 'string' && /\S/.test(value) && value.length <= LONGEST_RELEASE
      ? value
      : undefined,
  ).optional(),
});

const member = byForm<string | z.infer<typeof detailed>>((value) =>
  typeof value === 'object' && value !== null ? detailed : text,
);

const members = z.array(member, { error: 'a list of models' });

const degrade = section({
  sameModel: flag.optional(),
  equal: names.optional(),
  smaller: names.optional(),
  trim: section({
    keepMessages: whole(1).optional(),
    maxTokens: whole(1).optional(),
  }).optional(),
  staleCache: duration.optional(),
  answer: text.optional(),
});

const group = section({
  models: members,
  strategy: text.optional(),
  degrade: degrade.optional(),
});

const neither = scalar<never>(
  'a list of models, or a group of settings: models, strategy, degrade',
  () => undefined,
);

/** One entry of `tiers`: a list of models, or the list with what else is to be known of the tier. */
const tier = byForm<z.infer<typeof members> | z.infer<typeof group>>((value) => {
  if (Array.isArray(value)) return members;
  return typeof value === 'object' && value !== null ? group : neither;
});

export const tiers = z.record(z.string(), tier, { error: 'lists of models by name' });
