import fc from 'fast-check';
import { canonicalJson } from '../foundation/canonical-json.js';
import { entry } from './audit.fixture.js';
import { plainEntry } from './plain-entry.js';

it('keeps what is plain, in canonical form', () => {
  const details = { b: 1, a: [undefined, { d: undefined, c: 'ü' }], when: new Date(0) };
  expect(plainEntry(entry({ details })).details).toBe(
    '{"a":[null,{"c":"ü"}],"b":1,"when":"1970-01-01T00:00:00.000Z"}',
  );
});

it('never throws, and says what it could not keep', () => {
  const circular: Record<string, unknown> = {};
  circular['self'] = circular;
  for (const details of [circular, { big: 1n }]) {
    expect(plainEntry(entry({ details })).details).toBe(
      '{"omitted":"The details are not fit for JSON."}',
    );
  }
  expect(plainEntry(entry({ details: { long: 'x'.repeat(20_000) } })).details).toBe(
    '{"omitted":"The details have 20011 characters."}',
  );
  expect(plainEntry(entry({ at: NaN })).at).toBe(0);
});

it('holds nothing that a database would give back differently', () => {
  const texts = fc.string({ unit: 'binary', maxLength: 300 });
  const anything = fc.dictionary(texts, fc.anything());
  fc.assert(
    fc.property(texts, anything, (text, details) => {
      const { actor, details: kept } = plainEntry(entry({ actor: text, details }));
      expect(actor).toBe(Buffer.from(actor ?? '', 'utf8').toString('utf8'));
      expect(actor?.length).toBeLessThanOrEqual(200);
      expect(actor + kept).not.toContain('\0');
      expect(canonicalJson(JSON.parse(kept))).toBe(kept);
    }),
  );
});
