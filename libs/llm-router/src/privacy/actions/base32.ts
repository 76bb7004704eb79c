const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';

/** The first bits of some bytes, five in each character. */
export function base32(bytes: Uint8Array, characters: number): string {
  let result = '';
  let bits = 0;
  let value = 0;
  for (const byte of bytes) {
    value = (value << 8) | byte;
    bits += 8;
    while (bits >= 5 && result.length < characters) {
      bits -= 5;
      result += ALPHABET.charAt((value >>> bits) & 31);
    }
    value &= (1 << bits) - 1;
  }
  return result;
}
