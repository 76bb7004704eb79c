import { withSection } from './docs-section.js';
import type { Summary } from './summary.js';
import { percent, table } from './table.js';
import { verdicts } from './verdicts.js';

function summary(given: Partial<Summary>): Summary {
  return {
    scenario: 'refused',
    policy: 'default',
    requests: 1_000,
    success: 1,
    failures: new Map(),
    p50: 200,
    p99: 900,
    p999: 1_200,
    attemptsPerRequest: 1.02,
    attemptsInTrouble: 1.1,
    usdPerThousand: 0.5,
    wasted: 9,
    detect: { mean: 400, worst: 900 },
    recover: { mean: 4_000, worst: 6_000 },
    ...given,
  };
}

function missed(summaries: readonly Summary[]): string[] {
  return verdicts(summaries)
    .filter(({ met }) => !met)
    .map(({ target }) => target);
}

describe('verdicts', () => {
  const rival = summary({ policy: 'random', p99: 901, success: 0.9, detect: undefined });

  it('are met by the default, whatever the others do', () => {
    expect(missed([summary({}), rival])).toEqual([]);
    expect(verdicts([summary({}), rival])).toHaveLength(5);
  });

  it('go by the worst scenario, and for times by the mean over the seeds', () => {
    const grey = { scenario: 'slow' };
    expect(missed([summary({}), summary({ ...grey, success: 0.9998 })])).toHaveLength(1);
    expect(missed([summary({ detect: { mean: 1_501, worst: 1_501 } })])).toHaveLength(1);
    expect(missed([summary({ ...grey, detect: { mean: 1_501, worst: 6_000 } })])).toEqual([]);
    expect(missed([summary({ ...grey, detect: undefined })])).toHaveLength(1);
    expect(missed([summary({ recover: undefined })])).toHaveLength(1);
    expect(missed([summary({ attemptsPerRequest: 1.0601 })])).toHaveLength(1);
    expect(missed([summary({ p99: 901 }), rival])).toHaveLength(1);
    const outage = { scenario: 'total outage', success: 0.7, attemptsPerRequest: 1.5 };
    expect(missed([summary({ ...outage, attemptsInTrouble: 1.35 })])).toEqual([]);
    expect(missed([summary({ ...outage, attemptsInTrouble: 1.36 })])).toHaveLength(1);
  });
});

describe('the report', () => {
  it('never rounds a failure away', () => {
    expect([1, 0.999996, 0.99999, 0.9].map(percent)).toEqual([
      '100.000',
      '99.999',
      '99.999',
      '90.000',
    ]);
  });

  it('has a row for each summary, and says where something never happened', () => {
    const [, , first, second] = table([summary({}), summary({ detect: undefined })]).split('\n');
    expect(first).toContain('0.40 (0.90)');
    expect(second).toContain('never');
  });

  it('replaces what is between the markers, and nothing else', () => {
    const fresh = withSection('# Routing\n', 'one');
    expect(fresh).toBe(
      '# Routing\n\n<!-- simulation:start -->\n\none\n\n<!-- simulation:end -->\n',
    );
    expect(withSection(`${fresh}\nMore.\n`, 'two')).toBe(`${fresh.replace('one', 'two')}\nMore.\n`);
  });
});
