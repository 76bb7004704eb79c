import { createHash } from 'node:crypto';
import type { Span, Walk } from '../../detection/recogniser.js';

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const BECH32 = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
/** The constants of BIP 173 and BIP 350. */
const BECH32_SUMS = new Set([1, 0x2bc830a3]);
const GENERATORS = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

/** Addresses of Bitcoin and its relatives, Tron and Ethereum; all but the last carry a checksum. */
export const cryptoAddress: Walk = {
  kind: 'walk',
  entity: 'crypto-address',
  from: (text, start, end): Span | undefined => {
    const length = end - start;
    if (length < 26 || length > 90 || text.charAt(start - 1) === '_' || text.charAt(end) === '_') {
      return undefined;
    }
    const word = text.slice(start, end);
    return isEthereum(word) || isBase58(word) || isBech32(word) ? { start, end } : undefined;
  },
};

const isEthereum = (word: string): boolean => /^0x[\da-fA-F]{40}$/.test(word);

/** Base58Check: the last four bytes are the beginning of a double SHA-256. */
function isBase58(word: string): boolean {
  if (word.length > 35 || !/^[13LMDTXAt]/.test(word)) return false;
  let number = 0n;
  for (const character of word) {
    const digit = BASE58.indexOf(character);
    if (digit < 0) return false;
    number = number * 58n + BigInt(digit);
  }
  const bytes = Buffer.from(number.toString(16).padStart(50, '0'), 'hex');
  if (bytes.length !== 25) return false;
  const body = bytes.subarray(0, 21);
  return sha256(sha256(body)).subarray(0, 4).equals(bytes.subarray(21));
}

function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}

/** BIP 173: a name, `1`, data and six characters of checksum. */
function isBech32(word: string): boolean {
  const lowerCase = word.toLowerCase();
  const separator = lowerCase.lastIndexOf('1');
  if (!/^(?:bc|tb|ltc)1/.test(lowerCase) || (word !== lowerCase && word !== word.toUpperCase())) {
    return false;
  }
  const name = [...lowerCase.slice(0, separator)].map((it) => it.charCodeAt(0));
  const data = [...lowerCase.slice(separator + 1)].map((it) => BECH32.indexOf(it));
  if (data.includes(-1)) return false;
  const values = [...name.map((it) => it >> 5), 0, ...name.map((it) => it & 31), ...data];
  let sum = 1;
  for (const value of values) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ value;
    for (const [bit, generator] of GENERATORS.entries()) if ((top >> bit) & 1) sum ^= generator;
  }
  return BECH32_SUMS.has(sum);
}
