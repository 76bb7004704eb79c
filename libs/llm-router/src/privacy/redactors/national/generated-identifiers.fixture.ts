import fc from 'fast-check';
import {
  digits,
  two,
  dates,
  dot,
  completed,
  withCheck,
  luhn,
  verhoeff,
  iso11and10,
  cpfDigit,
} from './identifier-rules.fixture.js';

/** Valid numbers of one kind, made by its published rule, written apart from the recognisers. */
export interface GeneratedIdentifier {
  readonly entity: string;
  readonly numbers: fc.Arbitrary<string>;
  /** A sentence around the number, `…`. */
  readonly sentence: string;
  /** True: another digit anywhere makes it invalid. False: some, e.g. of a birth date, are not checked. */
  readonly detectsAnyDigit: boolean;
}

export const generatedIdentifiers: readonly GeneratedIdentifier[] = [
  {
    entity: 'card',
    numbers: withCheck(digits(15, '4'), luhn),
    sentence: 'Please charge my card … before Friday.',
    detectsAnyDigit: true,
  },
  {
    entity: 'iban',
    numbers: digits(18).map((it) => `DE${two(98 - Number(BigInt(`${it}131400`) % 97n))}${it}`),
    sentence: 'Überweise die Miete bitte auf … bis Montag.',
    detectsAnyDigit: true,
  },
  {
    entity: 'us-ssn',
    numbers: fc
      .tuple(
        fc.integer({ min: 100, max: 665 }),
        fc.integer({ min: 1, max: 99 }),
        digits(4, '123456789'),
      )
      .map(([area, group, serial]) => `${area}-${two(group)}-${serial}`),
    sentence: 'Her social security number is …, as on the form.',
    detectsAnyDigit: false,
  },
  {
    entity: 'us-npi',
    numbers: withCheck(digits(9, '12'), (it) => luhn(`80840${it}`)),
    sentence: 'The NPI of the physician is ….',
    detectsAnyDigit: true,
  },
  {
    entity: 'aba-routing-number',
    numbers: withCheck(
      digits(7).map((it) => `0${1 + (Number(it[0]) % 9)}${it.slice(1)}`),
      (it) => dot(it, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 === 0,
    ),
    sentence: 'routing number: …',
    detectsAnyDigit: true,
  },
  {
    entity: 'uk-nhs',
    numbers: withCheck(
      digits(9, '123456789'),
      (it) => dot(it, [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0,
    ),
    sentence: 'Patient Smith, NHS …, was seen on Tuesday.',
    detectsAnyDigit: true,
  },
  {
    entity: 'de-tax-id',
    numbers: withCheck(digits(10, '123456789'), iso11and10),
    sentence: 'Meine Steuer-ID lautet ….',
    detectsAnyDigit: true,
  },
  {
    entity: 'de-vat-id',
    numbers: withCheck(digits(8, '123456789'), iso11and10).map((it) => `DE${it}`),
    sentence: 'Rechnung an die Müller GmbH, …, Köln',
    detectsAnyDigit: true,
  },
  {
    entity: 'fr-nir',
    numbers: fc
      .tuple(fc.constantFrom('1', '2'), dates, digits(8, '0123456789'))
      .map(([sex, { yy, mm }, rest]) => `${sex}${yy}${mm}${rest}`)
      .map((it) => it + two(97 - Number(BigInt(it) % 97n))),
    sentence: 'Mon numéro de sécurité sociale est …, merci.',
    detectsAnyDigit: true,
  },
  {
    entity: 'es-nif',
    numbers: digits(8).map((it) => it + 'TRWAGMYFPDXBNJZSQVHLCKE'.charAt(Number(it) % 23)),
    sentence: 'Mi DNI es … y vivo en Sevilla.',
    detectsAnyDigit: true,
  },
  {
    entity: 'it-vat-code',
    numbers: withCheck(digits(10), luhn),
    sentence: 'La partita IVA è …, grazie.',
    detectsAnyDigit: true,
  },
  {
    entity: 'pl-pesel',
    numbers: withCheck(
      fc.tuple(dates, digits(4)).map(([{ yy, mm, dd }, rest]) => yy + mm + dd + rest),
      (it) => dot(it, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 === 0,
    ),
    sentence: 'Mój PESEL to ….',
    detectsAnyDigit: true,
  },
  {
    entity: 'pt-nif',
    numbers: digits(8, '12').map((it) => {
      const rest = dot(it, [9, 8, 7, 6, 5, 4, 3, 2]) % 11;
      return `${it}${rest < 2 ? 0 : 11 - rest}`;
    }),
    sentence: 'O meu NIF é ….',
    detectsAnyDigit: false,
  },
  {
    entity: 'nl-bsn',
    numbers: withCheck(
      digits(8, '123456789'),
      (it) => dot(it, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0,
    ),
    sentence: 'Mijn burgerservicenummer is ….',
    detectsAnyDigit: true,
  },
  {
    entity: 'be-national-number',
    numbers: fc
      .tuple(dates, digits(3, '1234'))
      .map(([{ yy, mm, dd }, serial]) => yy + mm + dd + serial)
      .map((it) => it + two(97 - (Number(it) % 97))),
    sentence: 'Rijksregisternummer …, geboren te Gent',
    detectsAnyDigit: false,
  },
  {
    entity: 'ch-ahv',
    numbers: withCheck(
      digits(9).map((it) => `756${it}`),
      (it) => dot(it, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 === 0,
    ).map((it) => `756.${it.slice(3, 7)}.${it.slice(7, 11)}.${it.slice(11)}`),
    sentence: 'AHV-Nummer …, wohnhaft in Bern',
    detectsAnyDigit: true,
  },
  {
    entity: 'fi-personal-identity-code',
    numbers: fc
      .tuple(dates, fc.integer({ min: 100, max: 899 }))
      .map(([{ yy, mm, dd }, serial]) => ({ date: dd + mm + yy, serial: String(serial) }))
      .map(({ date, serial }) => {
        const check = '0123456789ABCDEFHJKLMNPRSTUVWXY'.charAt(Number(date + serial) % 31);
        return `${date}-${serial}${check}`;
      }),
    sentence: 'Henkilötunnukseni on ….',
    detectsAnyDigit: true,
  },
  {
    entity: 'se-personnummer',
    numbers: withCheck(
      fc.tuple(dates, digits(3)).map(([{ yy, mm, dd }, serial]) => yy + mm + dd + serial),
      luhn,
    ).map((it) => `${it.slice(0, 6)}-${it.slice(6)}`),
    sentence: 'Mitt personnummer är ….',
    detectsAnyDigit: true,
  },
  {
    entity: 'no-national-id',
    numbers: fc
      .tuple(dates, digits(3))
      .map(([{ yy, mm, dd }, serial]) => dd + mm + yy + serial)
      .map((it) => completed(it, (n) => dot(n, [3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) % 11 === 0) ?? '')
      .map((it) => completed(it, (n) => dot(n, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0) ?? '')
      .filter((it) => it.length === 11),
    sentence: 'Fødselsnummeret mitt er ….',
    detectsAnyDigit: true,
  },
  {
    entity: 'in-aadhaar',
    numbers: withCheck(digits(11, '23456789'), verhoeff),
    sentence: 'मेरा आधार नंबर … है',
    detectsAnyDigit: true,
  },
  {
    entity: 'ng-nin',
    numbers: withCheck(digits(10, '123456789'), verhoeff),
    sentence: 'My NIN is …, please verify it.',
    detectsAnyDigit: true,
  },
  {
    entity: 'kr-brn',
    numbers: withCheck(digits(9, '123456789'), (it) => {
      const sum = dot(it, [1, 3, 7, 1, 3, 7, 1, 3, 5, 1]) + Math.floor((Number(it[8]) * 5) / 10);
      return sum % 10 === 0;
    }),
    sentence: '사업자등록번호는 …입니다',
    detectsAnyDigit: false,
  },
  {
    entity: 'cn-resident-id',
    numbers: fc
      .tuple(digits(6, '123456'), dates, digits(3))
      .map(([place, { year, mm, dd }, serial]) => `${place}${year}${mm}${dd}${serial}`)
      .map((it) => {
        // ISO 7064, MOD 11-2: the value of the whole, with powers of two, leaves 1.
        const sum = [...it].reduce(
          (total, digit, at) => total + Number(digit) * (2 ** (17 - at) % 11),
          0,
        );
        const check = (12 - (sum % 11)) % 11;
        return it + (check === 10 ? 'X' : check);
      }),
    sentence: '我的身份证号码是…。',
    detectsAnyDigit: true,
  },
  {
    entity: 'tr-national-id',
    numbers: digits(9, '123456789').map((it) => {
      const odd = [0, 2, 4, 6, 8].reduce((sum, at) => sum + Number(it[at]), 0);
      const even = [1, 3, 5, 7].reduce((sum, at) => sum + Number(it[at]), 0);
      const tenth = (((odd * 7 - even) % 10) + 10) % 10;
      return `${it}${tenth}${(odd + even + tenth) % 10}`;
    }),
    sentence: 'TC kimlik numaram ….',
    detectsAnyDigit: true,
  },
  {
    entity: 'za-id-number',
    numbers: withCheck(
      fc
        .tuple(dates, digits(4), fc.constantFrom('08', '18'))
        .map(([{ yy, mm, dd }, serial, end]) => yy + mm + dd + serial + end),
      luhn,
    ),
    sentence: 'South African ID number …',
    detectsAnyDigit: true,
  },
  {
    entity: 'au-abn',
    numbers: digits(9, '123456789')
      .map((it) => {
        // The two digits in front are what makes a multiple of 89.
        const rest = dot(`00${it}`, [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]) % 89;
        return Array.from({ length: 90 }, (_, at) => String(at + 10))
          .filter((front) => (dot(front, [10, 1]) - 10 + rest) % 89 === 0)
          .map((front) => front + it)[0];
      })
      .filter((it): it is string => it !== undefined),
    sentence: 'Our ABN is …, in Perth.',
    detectsAnyDigit: true,
  },
  {
    entity: 'au-tfn',
    numbers: withCheck(
      digits(8, '123456789'),
      (it) => dot(it, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 === 0,
    ),
    sentence: 'My tax file number: …',
    detectsAnyDigit: true,
  },
  {
    entity: 'ca-sin',
    numbers: withCheck(digits(8, '1234567'), luhn),
    sentence: "Mon numéro d'assurance sociale est ….",
    detectsAnyDigit: true,
  },
  {
    entity: 'br-cpf',
    numbers: digits(9)
      .map((it) => it + cpfDigit(it))
      .map((it) => it + cpfDigit(it)),
    sentence: 'Meu CPF é ….',
    detectsAnyDigit: false,
  },
];
