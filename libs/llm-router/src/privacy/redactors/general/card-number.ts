import { passesLuhn } from '../checksums.js';

/** Issuer ranges as ISO/IEC 7812 assigns them, with the lengths in use, per the brands' public documentation. */
const BRANDS = [
  '4(?:\\d{12}|\\d{15}|\\d{18})', // Visa: 13, 16, 19
  '5[1-5]\\d{14}', // Mastercard: 51–55 and 2221–2720, 16
  '2(?:22[1-9]|2[3-9]\\d|[3-6]\\d\\d|7[01]\\d|720)\\d{12}',
  '3[47]\\d{13}', // American Express: 15
  '6(?:011|4[4-9]\\d|5\\d\\d)\\d{12,15}', // Discover: 6011, 644–649, 65, 16–19
  '3(?:0[0-5]|[689]\\d)\\d{11,16}', // Diners Club: 300–305, 36, 38, 39, 14–19
  '35(?:2[89]|[3-8]\\d)\\d{12,15}', // JCB: 3528–3589, 16–19
  '(?:62|81)\\d{14,17}', // UnionPay: 16–19
  '220[0-4]\\d{12,15}', // Mir: 16–19
  '(?:501[89]|5020|5038|5893|6304|6759|676[1-3])\\d{9,15}', // Maestro and Dankort: 13–19
  '1\\d{14}', // UATP: 15
];
const CARD = new RegExp(`^(?:${BRANDS.join('|')})$`);

/** Whether the digits are a card number: a known brand, a length that it issues, and a right check digit. */
export function isCardNumber(digits: string): boolean {
  return CARD.test(digits) && passesLuhn(digits);
}
