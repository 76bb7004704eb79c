import { numberOf, type JsonObject } from '../json-object.js';

const BY_FORMAT: Readonly<Record<string, string>> = {
  date: '2024-01-02',
  time: '03:04:05Z',
  'date-time': '2024-01-02T03:04:05Z',
  duration: 'P1D',
  email: 'simulated@example.com',
  hostname: 'example.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  uri: 'https://example.com/simulated',
  uuid: '00000000-0000-4000-8000-000000000001',
};

/** A string of a schema's format and length, else one that names the property. Patterns are not generated. */
export function stringFromSchema(schema: JsonObject, name: string): string {
  const ofFormat = BY_FORMAT[String(schema['format'])];
  if (ofFormat !== undefined) return ofFormat;
  const text = `simulated ${name}`.padEnd(numberOf(schema['minLength']) ?? 0, '.');
  return text.slice(0, numberOf(schema['maxLength']) ?? text.length);
}
