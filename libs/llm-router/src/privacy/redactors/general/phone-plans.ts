import { type CountryCode, getCountries, getCountryCallingCode, Metadata } from 'libphonenumber-js';

/** What numbers without a country code may belong to. */
const USUAL_COUNTRIES: readonly CountryCode[] = [
  ...([
    'US',
    'GB',
    'DE',
    'FR',
    'IT',
    'ES',
    'NL',
    'BE',
    'AT',
    'CH',
    'PL',
    'PT',
    'SE',
    'IE',
  ] as const),
  ...([
    'AU',
    'NZ',
    'IN',
    'PH',
    'TR',
    'ZA',
    'NG',
    'BR',
    'MX',
    'JP',
    'KR',
    'CN',
    'SG',
    'IL',
  ] as const),
];

/** The part of a numbering plan that is not in the types of the library. */
interface Plan {
  nationalNumberPattern(): string;
  nationalPrefix(): string | undefined;
}

/**
 * The numbering plans of the world, from libphonenumber. Only its data is used: its parser takes longer for one number
 * than a whole prompt may take.
 */
export class PhonePlans {
  private readonly countries = new Map<string, CountryCode[]>();
  private readonly patterns = new Map<string, RegExp>();
  private readonly withoutNought: RegExp;
  private readonly anywhere: RegExp;

  constructor() {
    for (const country of getCountries()) {
      const code = getCountryCallingCode(country);
      this.countries.set(code, [...(this.countries.get(code) ?? []), country]);
    }
    const trunk = USUAL_COUNTRIES.filter((it) => planOf(it).nationalPrefix() === '0');
    this.withoutNought = patternOf(trunk);
    this.anywhere = patternOf(USUAL_COUNTRIES);
  }

  /** Digits that begin with a country code. */
  isInternational(digits: string): boolean {
    for (let length = 1; length <= 3; length++) {
      const code = digits.slice(0, length);
      if (this.countries.has(code)) return this.patternFor(code).test(digits.slice(length));
    }
    return false;
  }

  /** Digits as they are dialled in the United States and its neighbours. */
  isNorthAmerican(digits: string): boolean {
    return /^1?[2-9]\d\d[2-9]\d{6}$/.test(digits);
  }

  /** Digits behind the nought that many countries dial first. */
  isBehindNought(digits: string): boolean {
    return this.withoutNought.test(digits);
  }

  /** Digits that are a number somewhere, with or without what is dialled first. */
  isNational(digits: string): boolean {
    return this.anywhere.test(digits) || this.isBehindNought(digits.replace(/^0/, ''));
  }

  private patternFor(code: string): RegExp {
    let pattern = this.patterns.get(code);
    if (pattern === undefined) {
      pattern = patternOf(this.countries.get(code) ?? []);
      this.patterns.set(code, pattern);
    }
    return pattern;
  }
}

function planOf(country: CountryCode): Plan {
  const metadata = new Metadata();
  metadata.selectNumberingPlan(country);
  return metadata.numberingPlan as unknown as Plan;
}

function patternOf(countries: readonly CountryCode[]): RegExp {
  return new RegExp(`^(?:${countries.map((it) => planOf(it).nationalNumberPattern()).join('|')})$`);
}
