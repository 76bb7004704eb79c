import { isDay, isRepeated, passesMod11And10, weightedSum } from '../checksums.js';
import { grouped, identifier, plain } from '../identifier.js';

const ID_WORDS = ['ausweis*', 'personalausweis*', 'identity card', 'id card', 'perso'];
const PASSPORT_WORDS = ['pass', 'reisepass*', 'passport*', 'passnummer', 'pass nr', 'passnr'];
const PLATE_WORDS = [
  'kennzeichen',
  'kfz*',
  'fahrzeug*',
  'nummernschild',
  'plate',
  'auto',
  'zulassung*',
];
const TAX_WORDS = ['steuer*', 'finanzamt', 'idnr', 'tin', 'elster', 'stnr', 'tax*'];

/** Steuerliche Identifikationsnummer (Abgabenordnung § 139b). */
function isTaxId(digits: string): boolean {
  return digits[0] !== '0' && !isRepeated(digits) && passesMod11And10(digits);
}

/** Steuernummer in 13 digits, which begin with the state. From 14 on they could be the milliseconds of a clock. */
const FEDERAL_TAX_NUMBER = /^(?:0[1-9]|1[0-3])\d{11}$/;

function isVatId(characters: string): boolean {
  return characters[2] !== '0' && passesMod11And10(characters.slice(2));
}

/** Versicherungsnummer (VKVV § 2): area, birth date, initial, serial, check digit. */
function isSocialSecurityNumber(characters: string): boolean {
  const match = /^(\d\d)(\d\d)(\d\d)(\d\d)([A-Z])(\d\d)(\d)$/.exec(characters);
  if (match === null) return false;
  const [, area = '', day, month, year, letter = '', serial = '', check] = match;
  if (!isDay(Number(year), Number(month), Number(day))) return false;
  const digits = `${area}${day}${month}${year}${placeOf(letter)}${serial}`;
  return crossSums(digits, [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1]) % 10 === Number(check);
}

/** Krankenversichertennummer (SGB V § 290): a letter, eight digits and the check digit. */
function isHealthInsuranceNumber(characters: string): boolean {
  const digits = placeOf(characters[0] ?? '') + characters.slice(1, 9);
  return crossSums(digits, [1, 2]) % 10 === Number(characters[9]);
}

/** Identity cards and passports: the check digit of ICAO Doc 9303, in an alphabet without vowels. */
function isDocumentNumber(characters: string): boolean {
  if (!/^[CFGHJKLMNPRTVWXYZ][\dCFGHJKLMNPRTVWXYZ]{7}\d$/.test(characters)) return false;
  let sum = 0;
  for (let at = 0; at < 8; at++) {
    sum += parseInt(characters[at] ?? '0', 36) * ([7, 3, 1][at % 3] ?? 0);
  }
  return sum % 10 === Number(characters[8]);
}

/** Arztnummer (KBV): the seventh digit checks the first six, two digits for the field follow. */
function isPhysicianNumber(digits: string): boolean {
  const check = (10 - (weightedSum(digits.slice(0, 6), [4, 9]) % 10)) % 10;
  return check === Number(digits[6]) && !/^0{6}|00$/.test(digits);
}

/** 01 for A to 26 for Z. */
function placeOf(letter: string): string {
  return String(parseInt(letter, 36) - 9).padStart(2, '0');
}

/** The sum of the digits of each weighted digit. */
function crossSums(digits: string, weights: readonly number[]): number {
  let sum = 0;
  for (let at = 0; at < digits.length; at++) {
    const product = Number(digits[at]) * (weights[at % weights.length] ?? 0);
    sum += Math.floor(product / 10) + (product % 10);
  }
  return sum;
}

const TAX_GROUPS = ['3-3-5', '2-3-5', '3-4-4', '2-4-4', '5-5', '3-3-4'];

export const de = [
  identifier('de-tax-id', {
    forms: [plain(11), ...grouped('2-3-3-3')],
    accept: isTaxId,
    strength: 'medium',
    context: TAX_WORDS,
  }),
  identifier('de-tax-number', {
    forms: [plain(13)],
    accept: (digits) => FEDERAL_TAX_NUMBER.test(digits) && !isRepeated(digits.slice(2)),
    strength: 'medium',
    context: TAX_WORDS,
  }),
  identifier('de-tax-number', {
    forms: [plain(13), ...TAX_GROUPS.flatMap((it) => grouped(it, '/ '))],
    strength: 'weak',
    context: TAX_WORDS,
  }),
  identifier('de-vat-id', {
    forms: [
      'DE#########',
      ...grouped('3-3-3', ' -.').flatMap((it) => [`DE${it}`, `DE ${it}`, `DE-${it}`]),
    ],
    accept: isVatId,
    context: ['ust*', 'umsatzsteuer*', 'vat', 'mwst'],
  }),
  identifier('de-social-security', {
    forms: ['########@###', '## ###### @ ###', '## ###### @ ## #', '##-######-@-###'],
    accept: isSocialSecurityNumber,
    context: [
      'sozialversicherung*',
      'rentenversicherung*',
      'rvnr',
      'svnr',
      'versicherungsnummer',
      'vsnr',
    ],
  }),
  identifier('de-health-insurance', {
    forms: ['@#########', '@### ### ###'],
    accept: isHealthInsuranceNumber,
    context: [
      'krankenkasse*',
      'krankenversicher*',
      'kvnr',
      'versichertennummer',
      'gesundheitskarte',
    ],
  }),
  identifier('de-id-card', {
    forms: ['@*******#'],
    accept: isDocumentNumber,
    context: ID_WORDS,
  }),
  identifier('de-id-card', { forms: ['T########'], context: ID_WORDS }),
  identifier('de-passport', {
    forms: ['@*******#'],
    accept: isDocumentNumber,
    context: PASSPORT_WORDS,
  }),
  identifier('de-lanr', {
    forms: [plain(9)],
    accept: isPhysicianNumber,
    strength: 'medium',
    context: ['lanr', 'arzt*', 'ärzt*', 'betriebsarzt*'],
  }),
  identifier('de-bsnr', {
    forms: [plain(9)],
    strength: 'weak',
    context: ['bsnr', 'betriebsstätte*', 'praxis*'],
  }),
  identifier('de-fuehrerschein', {
    forms: ['*@########*', '@*########*'],
    strength: 'weak',
    context: ['führerschein*', 'fuehrerschein*', 'fahrerlaubnis*', 'driving licence', 'licence'],
  }),
  identifier('de-handelsregister', {
    forms: [1, 2, 3, 4, 5, 6].flatMap((length) =>
      ['HRA', 'HRB'].flatMap((it) => [it + plain(length), `${it} ${plain(length)}`]),
    ),
    context: ['handelsregister*', 'amtsgericht', 'registergericht'],
  }),
  identifier('de-kfz', {
    forms: ['@', '@@', '@@@'].flatMap((district) =>
      ['@', '@@'].flatMap((letters) =>
        [1, 2, 3, 4].flatMap((length) =>
          ['', 'H', 'E'].flatMap((end) =>
            [' ', '-'].map((gap) => `${district}${gap}${letters} ${plain(length)}${end}`),
          ),
        ),
      ),
    ),
    capitals: true,
    strength: 'weak',
    context: PLATE_WORDS,
  }),
  identifier('de-plz', {
    forms: [plain(5)],
    accept: (digits) => Number(digits) > 1000,
    strength: 'weak',
    context: ['plz', 'postleitzahl', 'wohnt', 'straße', 'strasse', 'anschrift', 'wohnhaft'],
  }),
];
