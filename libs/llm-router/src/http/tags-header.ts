import { InvalidRequestError } from '../contracts/errors/request-errors.js';

/** Request header with dimensions for the ledger: `team=search,feature=summary`. */
export const TAGS_HEADER = 'x-llm-router-tags';

const MAX_TAGS = 16;
const TAG =
  /^([A-Za-z][\w.-]{0,63})=([\x21-\x2b\x2d-\x7e](?:[\x20-\x2b\x2d-\x7e]{0,254}[\x21-\x2b\x2d-\x7e])?)$/;

/** The tags of a request. Throws an `InvalidRequestError` that says what a tag may look like. */
export function readTags(header: string | string[] | undefined): Record<string, string> {
  const tags: Record<string, string> = {};
  const entries = String(header ?? '')
    .split(',')
    .map((entry) => entry.trim());
  for (const entry of entries.filter((it) => it !== '')) {
    const [, name, value] = TAG.exec(entry) ?? [];
    if (name === undefined || value === undefined) {
      throw new InvalidRequestError(
        `${TAGS_HEADER}: ${JSON.stringify(entry.slice(0, 80))} is not a tag. Legal: name=value, separated by commas; a name is a letter and up to 63 letters, digits, "_", "." or "-", a value 1 to 256 printable ASCII characters.`,
        TAGS_HEADER,
      );
    }
    tags[name] = value;
  }
  if (Object.keys(tags).length > MAX_TAGS) {
    throw new InvalidRequestError(
      `${TAGS_HEADER}: a request may have at most ${MAX_TAGS} tags.`,
      TAGS_HEADER,
    );
  }
  return tags;
}
