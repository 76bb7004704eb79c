import fc from 'fast-check';
import { CandidateSieve } from './candidate-sieve.js';
import { candidate, context, out } from './routing.fixture.js';

const call = context();

it('tells the first filter that rejects, those that may yield last', () => {
  const all = [candidate('a/1'), candidate('a/2'), candidate('a/3'), candidate('a/4')];
  const sieve = new CandidateSieve([
    out(['a/1', 'a/2'], { id: 'breaker', yields: true }),
    out(['a/1'], { id: 'region' }),
    out(['a/1'], { id: 'price' }),
  ]);
  const { eligible, yielded, rejected } = sieve.sift(all, call);
  expect(eligible.map((it) => it.id)).toEqual(['a/3', 'a/4']);
  expect(yielded).toEqual([]);
  expect(rejected.map((it) => `${it.candidate.id} ${it.filter.id}: ${it.reason}`)).toEqual([
    'a/1 region: a/1 is out',
    'a/2 breaker: a/2 is out',
  ]);
});

it.each([
  [1, 1, 0],
  [1, 0, 0],
  [2, 1, 1],
  [2, 2, 2],
  [3, 1, 0],
  [3, 2, 2],
  [4, 2, 2],
  [5, 2, 0],
])('of %i candidates with %i out, uses %i all the same', (count, outs, used) => {
  const all = Array.from({ length: count }, (_, index) => candidate(`a/${index}`));
  const names = all.slice(0, outs).map((it) => it.id);
  const sieve = new CandidateSieve([out(names, { yields: true })]);
  expect(sieve.sift(all, call).yielded).toHaveLength(used);
});

it('does not count those whom another filter leaves out', () => {
  const all = ['a/1', 'a/2', 'a/3', 'a/4'].map((id) => candidate(id));
  const sieve = new CandidateSieve([
    out(['a/1'], { yields: true }),
    out(['a/3', 'a/4'], { id: 'region' }),
  ]);
  const { yielded, rejected } = sieve.sift(all, call);
  expect(yielded.map((it) => it.candidate.id)).toEqual(['a/1']);
  expect(rejected.map((it) => it.candidate.id)).toEqual(['a/3', 'a/4']);
});

it('puts each candidate into one list, and never uses whom a hard filter rejects', () => {
  const verdicts = fc.array(fc.constantFrom('in', 'hard', 'soft', 'softer', 'both'), {
    maxLength: 9,
  });
  fc.assert(
    fc.property(verdicts, (kinds) => {
      const all = kinds.map((_, index) => candidate(`a/${index}`));
      const named = (...wanted: string[]) =>
        all.filter((_, index) => wanted.includes(kinds[index]!)).map((it) => it.id);
      const sieve = new CandidateSieve([
        out(named('soft', 'both'), { id: 'soft', yields: true }),
        out(named('hard', 'both'), { id: 'hard' }),
        out(named('softer'), { id: 'softer', yields: true }),
      ]);
      const sifted = sieve.sift(all, call);
      const eligible = sifted.eligible.map((it) => it.id);
      const yielded = sifted.yielded.map((it) => it.candidate.id);
      const rejected = sifted.rejected.map((it) => it.candidate.id);
      expect([...eligible, ...yielded, ...rejected].sort()).toEqual(all.map((it) => it.id).sort());
      expect(eligible).toEqual(named('in'));
      expect(rejected).toEqual(expect.arrayContaining(named('hard', 'both')));
      const soft = named('soft', 'softer');
      const panic = soft.length * 2 >= soft.length + eligible.length;
      expect(yielded).toEqual(soft.length + eligible.length >= 2 && panic ? soft : []);
    }),
  );
});
