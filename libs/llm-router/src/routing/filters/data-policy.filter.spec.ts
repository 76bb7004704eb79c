import type { RouteDirective } from '../../contracts/directives.js';
import type { DataPolicy } from '../../contracts/provider-adapter.js';
import { candidate, context } from '../routing.fixture.js';
import { DataPolicyFilter } from './data-policy.filter.js';

const filter = new DataPolicyFilter();
const reason = (dataPolicy: DataPolicy | undefined, route: RouteDirective) =>
  filter.reject(candidate('a/m', {}, { provider: { dataPolicy } as never }), context(route));

it('asks for a declaration of what is forbidden', () => {
  const deny = { dataCollection: 'deny' } as const;
  expect(reason({ trainsOnData: false }, deny)).toBeUndefined();
  expect(reason({ trainsOnData: true }, deny)).toBe('its provider trains on what it is sent');
  expect(reason({ zeroRetention: true }, deny)).toContain('does not say whether it trains');
  expect(reason(undefined, deny)).toContain('does not say whether it trains');

  const zero = { zeroRetention: true };
  expect(reason({ zeroRetention: true }, zero)).toBeUndefined();
  expect(reason({ zeroRetention: false }, zero)).toBe('its provider keeps what it is sent');
  expect(reason({ trainsOnData: false }, zero)).toContain('does not say whether it keeps');
});

it.each<RouteDirective>([{}, { dataCollection: 'allow' }, { zeroRetention: false }])(
  'lets everybody pass with %j',
  (route) => {
    expect(reason({ trainsOnData: true, zeroRetention: false }, route)).toBeUndefined();
    expect(reason(undefined, route)).toBeUndefined();
  },
);
