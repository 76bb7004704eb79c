import { candidate, context } from '../routing.fixture.js';
import { RegionFilter } from './region.filter.js';

const filter = new RegionFilter();
const regions = ['eu-central-1', 'eu-west-1'];

it('leaves out who runs elsewhere, and who does not say where', () => {
  expect(
    filter.reject(candidate('a/m', { region: 'eu-west-1' }), context({ regions })),
  ).toBeUndefined();
  expect(filter.reject(candidate('a/m', { region: 'us-east-1' }), context({ regions }))).toBe(
    'it runs in us-east-1; allowed: eu-central-1, eu-west-1',
  );
  expect(filter.reject(candidate('a/m'), context({ regions }))).toBe(
    'it declares no region; allowed: eu-central-1, eu-west-1',
  );
});

it('goes by the model first, then by its provider', () => {
  const provider = { region: 'us-east-1' };
  const at = (facts: { region?: string }) =>
    filter.reject(candidate('a/m', facts, { provider: provider as never }), context({ regions }));
  expect(at({ region: 'EU-West-1' })).toBeUndefined();
  expect(at({})).toContain('it runs in us-east-1');
});

it('does not take a part of a name for the name', () => {
  const it = candidate('a/m', { region: 'eu-west-2' });
  expect(filter.reject(it, context({ regions: ['eu'] }))).toBeDefined();
});

it('leaves out everybody where regions have nothing in common, and nobody where none are named', () => {
  const it = candidate('a/m', { region: 'eu-west-2' });
  expect(filter.reject(it, context({ regions: [] }))).toContain('allowed: none');
  expect(filter.reject(candidate('a/m'), context())).toBeUndefined();
});
