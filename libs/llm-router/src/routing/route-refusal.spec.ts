import type { CandidateFilter } from '../contracts/candidate-filter.js';
import { InvalidRequestError } from '../contracts/errors/request-errors.js';
import { candidate, exchange, HandDirectory, out, routing } from './routing.fixture.js';

describe('where nobody is left, and a filter has its own word for it', () => {
  const barred = (ids: readonly string[]): CandidateFilter => ({
    ...out(ids, { id: 'barred' }),
    retryAt: undefined,
    noneLeft: (rejections, { model }) =>
      new InvalidRequestError(`${model}: ${rejections.map((it) => it.candidate).join(', ')}`),
  });
  const refusalOf = async (...filters: CandidateFilter[]) => {
    const models = { 'tier:two': [candidate('eu/m'), candidate('us/m')] };
    const stage = routing({ directory: new HandDirectory(models), filters });
    const { refusal } = await stage.decide(exchange('tier:two'));
    return refusal;
  };

  it('that word is the failure, whoever else was out for good', async () => {
    expect(await refusalOf(barred(['eu/m', 'us/m']))).toMatchObject({ code: 'invalid_request' });
    const forGood = { ...out(['eu/m']), retryAt: undefined };
    expect(await refusalOf(forGood, barred(['us/m']))).toMatchObject({
      code: 'invalid_request',
      message: 'tier:two: eu/m, us/m',
    });
  });

  it.each([
    ['asks again later', out(['eu/m'], { retryAt: 1_005_000 })],
    ['may yield', { ...out(['eu/m'], { yields: true }), retryAt: undefined }],
  ])('it is not, where one that may serve %s', async (_, other) => {
    expect(await refusalOf(other, barred(['us/m']))).toMatchObject({
      code: 'no_candidate',
      message: expect.stringMatching(
        /eu\/m is out.*us\/m is out|us\/m is out.*eu\/m is out/,
      ) as string,
    });
  });

  it('it is asked first, so that nobody waits for who may never serve', async () => {
    expect(
      await refusalOf(out(['eu/m', 'us/m'], { retryAt: 1_005_000 }), barred(['eu/m', 'us/m'])),
    ).toMatchObject({ code: 'invalid_request' });
  });
});

describe('label()', () => {
  const rules = [
    {
      name: 'hr',
      when: { tags: { team: 'hr' } },
      then: { sensitivity: 'restricted', purpose: 'hr' },
    },
    { name: 'rest', then: { tier: 'x' } },
  ];
  const directory = new HandDirectory({ 'tier:x': [candidate('a/m')] });

  it('adds what the rule that fires says of the data', async () => {
    const stage = routing({ directory, options: { routing: { rules } } });
    const asked = exchange('tier:x', { purpose: 'x' }, { tags: { team: 'hr' } });
    const { directives } = await stage.label(asked);
    expect(directives.route).toMatchObject({ sensitivity: 'restricted', purpose: ['x', 'hr'] });
    const other = exchange('tier:x');
    expect(await stage.label(other)).toBe(other);
  });

  it('leaves calls alone where no rule says anything of data', async () => {
    const stage = routing({ directory, options: { routing: { rules: rules.slice(1) } } });
    const asked = exchange('tier:x');
    expect(await stage.label(asked)).toBe(asked);
  });
});
