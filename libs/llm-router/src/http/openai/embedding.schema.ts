import { z } from 'zod';
import { routingHints } from '../routing-hints.schema.js';
import { nonEmpty, text, whole } from '../schema-words.js';

const INPUT =
  'a non-empty string, or a non-empty array of strings, of token ids, or of arrays of token ids';
const token = whole('a token id', 0, Number.MAX_SAFE_INTEGER);

/** The body of `POST /v1/embeddings`. The message of every rule is what is legal there. */
export const embeddingSchema = z.object(
  {
    model: nonEmpty.optional(),
    ...routingHints,
    input: z.union(
      [
        nonEmpty,
        z.array(nonEmpty, INPUT).min(1, INPUT),
        z.array(token, INPUT).min(1, INPUT),
        z.array(z.array(token, INPUT).min(1, INPUT), INPUT).min(1, INPUT),
      ],
      INPUT,
    ),
    encoding_format: z.enum(['float', 'base64'], '"float" or "base64"').nullish(),
    dimensions: whole('a whole number from 1', 1, 1_000_000).nullish(),
    user: text.nullish(),
  },
  'a JSON object, sent as application/json',
);
