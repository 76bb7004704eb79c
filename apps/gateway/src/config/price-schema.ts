import { z } from 'zod';
import { byForm, rate, scalar, section, usd, whole } from './scalars.js';

const tokenRates = {
  input: rate,
  output: rate,
  cacheRead: rate.optional(),
  cacheWrite: rate.optional(),
  cacheWriteLong: rate.optional(),
  inputAudio: rate.optional(),
  inputImage: rate.optional(),
  reasoning: rate.optional(),
  outputAudio: rate.optional(),
  outputImage: rate.optional(),
};

const bracketed = {
  ...tokenRates,
  above: z
    .array(section({ inputTokens: whole(0), ...tokenRates }), {
      error: 'a list of rates with inputTokens',
    })
    .optional(),
};

const model = {
  ...bracketed,
  request: usd.optional(),
  image: usd.optional(),
  serviceTiers: z
    .record(z.string(), section(bracketed), { error: 'rates by service tier' })
    .optional(),
};

const rates = section(model);

const dated = section({
  from: scalar('an ISO 8601 date or time in UTC, e.g. 2026-07-01 or 2026-07-01T12:00Z', (value) =>
    typeof value === 'string' && /^\d{4}-\d{2}-\d{2}(T[\d:.]+Z)?$/.test(value) ? value : undefined,
  ).optional(),
  ...model,
});

const list = z.array(dated);

/** The price of a model: rates, or a list of them by the date from which they hold. */
export const price = byForm<z.infer<typeof rates> | z.infer<typeof list>>((value) =>
  Array.isArray(value) ? list : rates,
);

/** By `provider/model`. */
export const prices = z.record(z.string(), price, { error: 'rates by provider/model' });

/** The currency that costs are shown in. */
export const currency = section({
  code: scalar('a code of three letters after ISO 4217, e.g. EUR', (value) =>
    typeof value === 'string' && /^[A-Z]{3}$/.test(value) ? value : undefined,
  ),
  perUsd: scalar('what a US dollar is worth in it, over 0, e.g. 0.8612 or "0.8612"', (value) => {
    const amount = usd.safeParse(value).data;
    return Number(amount) > 0 ? amount : undefined;
  }),
});
