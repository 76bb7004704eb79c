import type { Duration } from 'nestjs-llm-router';
import { byForm, duration, oneOf, scalar, section } from './scalars.js';
import { enabled, switchable } from './switchable.js';

const never = scalar('false', (value): false | undefined => (value === false ? value : undefined));

/** `audit`: what is recorded for good; `audit: false`: nothing. */
export const audit = switchable(
  section({
    enabled,
    decisions: oneOf('all', 'refused').default('refused'),
    anchorEvery: byForm<Duration | false>((value) => (value === false ? never : duration)).default(
      '1h',
    ),
  }),
).prefault({});
