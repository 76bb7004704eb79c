import fc from 'fast-check';
import { readReports, writeReport } from './peer-report.js';

const NOW = 1_800_000_000_000;

describe('peer reports', () => {
  it('add attempts up, keep the later time, and leave out what is over', () => {
    const one = writeReport([
      ['p/a', { inFlight: 2, ejectedUntil: NOW + 500 }],
      ['p/b', { inFlight: 0 }],
      ['p/c', { heldUntil: NOW - 1 }],
    ]);
    const other = writeReport([
      ['p/a', { inFlight: 3, ejectedUntil: NOW + 900, heldUntil: NOW + 100 }],
      ['p/d', { heldUntil: NOW + 100 }],
    ]);
    expect([...readReports([one, null, other], NOW)]).toEqual([
      ['p/a', { inFlight: 5, ejectedUntil: NOW + 900, heldUntil: NOW + 100 }],
      ['p/d', { inFlight: 0, heldUntil: NOW + 100 }],
    ]);
  });

  it('join what several sources of one process say', () => {
    const report = writeReport([
      ['p/a', { inFlight: 2 }],
      ['p/a', { heldUntil: NOW + 100 }],
    ]);
    expect(JSON.parse(report)).toEqual([['p/a', 2, 0, NOW + 100]]);
  });

  it('claim nothing beyond an hour', () => {
    const report = writeReport([['p/a', { ejectedUntil: NOW * 2, heldUntil: NOW * 3 }]]);
    expect(readReports([report], NOW).get('p/a')).toEqual({
      inFlight: 0,
      ejectedUntil: NOW + 3_600_000,
      heldUntil: NOW + 3_600_000,
    });
  });

  it.each([
    '',
    '{',
    'null',
    '{"p/a":1}',
    '[1]',
    '[["p/a"]]',
    '[["p/a",1,0,null]]',
    '[["p/a",-1,0,0]]',
    '[["p/a",1.5,0,0]]',
    '[["p/a",1e999,0,0]]',
    '[[1,1,0,0]]',
  ])('that are none say nothing: %s', (report) => {
    expect(readReports([report], NOW).size).toBe(0);
  });

  it('are read as they were written', () => {
    const time = fc.oneof(fc.constant(0), fc.integer({ min: NOW + 1, max: NOW + 3_600_000 }));
    const states = fc.dictionary(
      fc.string(),
      fc.record({ inFlight: fc.nat(), ejectedUntil: time, heldUntil: time }),
    );
    fc.assert(
      fc.property(states, (all) => {
        const read = readReports([writeReport(Object.entries(all))], NOW);
        for (const [target, { inFlight, ejectedUntil, heldUntil }] of Object.entries(all)) {
          const silent = inFlight === 0 && ejectedUntil === 0 && heldUntil === 0;
          expect(read.get(target)).toEqual(
            silent
              ? undefined
              : {
                  inFlight,
                  ...(ejectedUntil > 0 ? { ejectedUntil } : {}),
                  ...(heldUntil > 0 ? { heldUntil } : {}),
                },
          );
        }
      }),
    );
  });

  it('never throw, whatever is sent', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (report) => {
        expect(() => readReports([report], NOW)).not.toThrow();
      }),
    );
  });
});
