import { createHash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const BASE = BigInt(ALPHABET.length);

/** Of randomness. 256 bits cannot be guessed, so that one round of SHA-256 protects what is stored. */
const RANDOM_BYTES = 32;
/** Digits of base 62 that hold 32 bytes, and those that hold a CRC-32. */
const BODY_DIGITS = 43;
const CHECKSUM_DIGITS = 6;
/** Digits of the body that are shown, so that people can tell keys apart: 24 of its 256 bits. */
const SHOWN_DIGITS = 4;

const FORM = new RegExp(
  `^(llmr_(?:[a-z0-9]{1,16}_)?)([0-9A-Za-z]{${BODY_DIGITS}})([0-9A-Za-z]{${CHECKSUM_DIGITS}})$`,
);

/** What may stand between `llmr_` and the random part. */
export const KEY_ENVIRONMENT = /^[a-z0-9]{1,16}$/;

/** What a text is that was sent as a key. */
export type SecretForm =
  /** One of ours, unharmed; whether it is valid is another question. */
  | 'sound'
  /** Begins as ours do, but was mistyped or cut off. */
  | 'damaged'
  /** A key of another make, as `gateway.yaml` may hold. */
  | 'foreign';

/**
 * A new key: `llmr_`, the environment, 32 random bytes in base 62, and a CRC-32 of all that in base 62, so that scanners
 * of repositories find keys and tell them from look-alikes.
 */
export function makeSecret(
  environment?: string,
  random: (bytes: number) => Uint8Array = randomBytes,
): string {
  const start = environment === undefined ? 'llmr_' : `llmr_${environment}_`;
  const number = BigInt(`0x${Buffer.from(random(RANDOM_BYTES)).toString('hex')}`);
  const unchecked = start + inBase62(number, BODY_DIGITS);
  return unchecked + checksumOf(unchecked);
}

export function formOfSecret(text: string): SecretForm {
  if (!text.startsWith('llmr_')) return 'foreign';
  const [, start, body, checksum] = FORM.exec(text) ?? [];
  if (start === undefined || body === undefined) return 'damaged';
  return checksum === checksumOf(start + body) ? 'sound' : 'damaged';
}

/** The part of a key that may be shown, e.g. `llmr_live_4fQ2…`; null for keys of another make. */
export function shownPart(secret: string): string | null {
  const [, start, body] = FORM.exec(secret) ?? [];
  return start === undefined || body === undefined
    ? null
    : `${start}${body.slice(0, SHOWN_DIGITS)}…`;
}

/** What is stored of a key: its SHA-256 in hexadecimal. */
export function digestOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

function checksumOf(text: string): string {
  return inBase62(BigInt(crc32(text)), CHECKSUM_DIGITS);
}

function inBase62(number: bigint, digits: number): string {
  let text = '';
  for (let rest = number; text.length < digits; rest /= BASE) {
    text = (ALPHABET[Number(rest % BASE)] ?? '') + text;
  }
  return text;
}
