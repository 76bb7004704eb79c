import type { CallCompliance } from '../contracts/call-compliance.js';
import type { PrivacyOptions } from '../contracts/data-policy.js';
import type { RouteDirective } from '../contracts/directives.js';
import type { Exchange } from '../contracts/exchange.js';
import type { RoutingContext } from '../contracts/routing-context.js';
import { ComplianceFilter } from './compliance.filter.js';
import { ComplyStage } from './comply.stage.js';
import { declaring, policyOf } from './policy.fixture.js';

const privacy: PrivacyOptions = {
  unlabelled: 'public',
  policies: [{ name: 'inside', when: { sensitivity: 'internal' }, require: { dpa: true } }],
};
const signed = declaring({ dpa: true });
const unsigned = declaring({ dpa: false });

class Journal {
  compliance: CallCompliance | undefined;

  classified(compliance: CallCompliance): void {
    this.compliance = compliance;
  }
}

const journal = new Journal();
const call = (route: RouteDirective, own = new Journal()) =>
  ({
    model: 'tier:x',
    caller: {},
    directives: { route },
    route,
    journal: own,
  }) as unknown as RoutingContext & Exchange;

it('goes by what a rule has said of the call since', () => {
  const filter = new ComplianceFilter(policyOf(privacy));
  const before = call({}, journal);
  expect(filter.reject(unsigned, before)).toBeUndefined();
  const after = call({ sensitivity: 'restricted' }, journal);
  expect(filter.refuse(after)).toBeUndefined();
  expect(journal.compliance).toMatchObject({ sensitivity: 'restricted', policies: ['inside'] });
  expect(filter.reject(unsigned, after)).toBe(
    'the policy "inside" requires a DPA, and it declares that there is none',
  );
  expect(filter.reject(signed, after)).toBeUndefined();
});

it('refuses a call with a label that stands for nothing', () => {
  const filter = new ComplianceFilter(policyOf(privacy));
  expect(filter.refuse(call({ sensitivity: 'x' }))).toMatchObject({ code: 'invalid_request' });
});

it('says what a call is for which nobody is left, and what each one lacks', () => {
  const filter = new ComplianceFilter(policyOf(privacy));
  const rejections = [{ candidate: 'a/m', filter: 'compliance', reason: 'it lacks this' }];
  expect(filter.noneLeft(rejections, call({ sensitivity: 'internal' }))).toMatchObject({
    code: 'no_compliant_provider',
    httpStatus: 403,
    disposition: 'fail',
    message:
      'No candidate for "tier:x" may be sent this call, whose data is internal. a/m: it lacks this',
    rejections,
  });
});

describe('ComplyStage', () => {
  it('notes the class and what holds, and passes on what nothing is said of', () => {
    const exchange = call({ sensitivity: 'internal' });
    const classed = new ComplyStage(policyOf(privacy)).classify(exchange);
    expect(classed.compliance).toMatchObject({ sensitivity: 'internal', policies: ['inside'] });
    expect(exchange.journal.compliance).toBe(classed.compliance);
    const plain = call({});
    expect(new ComplyStage(policyOf(undefined)).classify(plain)).toBe(plain);
  });
});
