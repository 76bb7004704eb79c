/**
 * The member states of the European Union since 2020-02-01, and with Iceland, Liechtenstein and Norway those of the
 * European Economic Area (https://european-union.europa.eu/principles-countries-history/eu-countries_en).
 */
const EU = new Set(
  'AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE'.split(' '),
);
const EEA = new Set([...EU, 'EU', 'IS', 'LI', 'NO']);

const UNIONS: Readonly<Record<string, ReadonlySet<string>>> = { EU, EEA };

/** Whether an allow-list holds a jurisdiction: by its own name, or by that of a union whose member it is. */
export function allowsJurisdiction(allowed: readonly string[], declared: string): boolean {
  const name = declared.toUpperCase();
  return allowed.some((it) => {
    const entry = it.toUpperCase();
    return entry === name || UNIONS[entry]?.has(name) === true;
  });
}

/** Whether personal data that goes there leaves the European Economic Area (GDPR, Chapter V). */
export function isThirdCountry(declared: string): boolean {
  return !allowsJurisdiction(['EEA'], declared);
}
