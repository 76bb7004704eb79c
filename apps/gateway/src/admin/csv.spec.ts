import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { csvRecord } from './csv.js';

describe('csvRecord', () => {
  it('quotes what needs it', () => {
    expect(csvRecord(['a', 'b, "c"', 'two\nlines', null, -1.5, '-0.25'])).toBe(
      'a,"b, ""c""","two\nlines",,-1.5,-0.25\r\n',
    );
  });

  it.each(['=1+1', '+1', '-1+1', '@SUM(A1)', '\tx', '\r=1'])('makes no formula of %j', (text) => {
    expect(parse(csvRecord([text]))).toEqual([[`'${text}`]]);
  });

  it('is read as it was written', () => {
    const field = fc.string().filter((text) => !/^[=+\-@\t\r]/.test(text));
    const fields = fc.tuple(fc.constant('x'), field, field);
    fc.assert(
      fc.property(fields, (record) => {
        expect(parse(csvRecord(record))).toEqual([record]);
      }),
    );
  });
});
