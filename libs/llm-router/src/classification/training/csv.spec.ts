import fc from 'fast-check';
import { parseCsv } from './csv.js';

it('reads quoted fields with commas, line breaks and quotes', () => {
  expect(parseCsv('a,b\r\n"x, ""y""\nz",2\n,\n')).toEqual([
    { a: 'x, "y"\nz', b: '2' },
    { a: '', b: '' },
  ]);
});

it('needs no line break at the end, and skips a byte order mark and empty lines', () => {
  expect(parseCsv('\uFEFFa\n\n1\n\n2')).toEqual([{ a: '1' }, { a: '2' }]);
});

it.each([
  ['a,b\n1', /Invalid Record Length: columns length is 2, got 1 on line 2/],
  ['a\n"x\ny', /Quote Not Closed: .* line 3/],
  ['a\n"x"y', /Invalid Closing Quote: .* line 2/],
  ['a,b\n"x\ny",1\n2', /got 1 on line 4/],
])('says where %j is wrong', (text, message) => {
  expect(() => parseCsv(text)).toThrow(message);
});

it('reads all that can be written', () => {
  const field = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', 'ü', ' ') });
  fc.assert(
    fc.property(fc.array(fc.tuple(field, field), { minLength: 1 }), (rows) => {
      const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
      const text = ['h,i', ...rows.map((row) => row.map(quote).join(','))].join('\r\n');
      expect(parseCsv(text)).toEqual(rows.map(([h, i]) => ({ h, i })));
    }),
  );
});
