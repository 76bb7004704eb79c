import type { Candidate } from '../contracts/candidate.js';
import type { DataPolicy, DataRequirements, PrivacyOptions } from '../contracts/data-policy.js';
import { allowsJurisdiction } from './jurisdictions.js';
import { isWithin, regionPatterns } from './region-names.js';

/** One thing that has to be known of a candidate. */
export interface Requirement {
  /** What is required, e.g. `regions eu`. */
  readonly words: string;
  /** What the candidate declares instead, in words; undefined where it meets the requirement. */
  readonly misses: (facts: DataPolicy, candidate: Candidate) => string | undefined;
}

/** The requirements one by one, all of which have to be met. */
export function requirementsOf(
  require: DataRequirements,
  groups: PrivacyOptions['regionGroups'],
): readonly Requirement[] {
  const { regions, jurisdictions, maxRetentionDays, providers, excludedSubProcessors } = require;
  const { noTraining, zeroRetention, dpa, baa } = require;
  return [
    ...(regions ? [withinRegions(regions, regionPatterns(regions, groups))] : []),
    ...(jurisdictions ? [withinJurisdictions(jurisdictions)] : []),
    ...(noTraining ? [NO_TRAINING] : []),
    ...(zeroRetention ? [ZERO_RETENTION] : []),
    ...(typeof maxRetentionDays === 'number' ? [keptAtMost(maxRetentionDays)] : []),
    ...(dpa ? [signed('dpa', 'a DPA')] : []),
    ...(baa ? [signed('baa', 'a BAA')] : []),
    ...(providers ? [oneOfProviders(providers)] : []),
    ...(excludedSubProcessors ? [withoutSubProcessors(excludedSubProcessors)] : []),
  ];
}

/** `allowed`: the entries as they were written; `patterns`: what they stand for. */
export function withinRegions(
  allowed: readonly string[],
  patterns: readonly string[] = allowed,
): Requirement {
  return withinList(`regions ${named(allowed)}`, 'regions', (it) => isWithin(it, patterns));
}

export const NO_TRAINING: Requirement = {
  words: 'no training',
  misses: ({ trainsOnData }) => {
    if (trainsOnData === false) return undefined;
    return trainsOnData === undefined
      ? 'nothing about training'
      : 'that it trains on what it is sent';
  },
};

export const ZERO_RETENTION: Requirement = {
  words: 'zero retention',
  misses: (facts) => (facts.zeroRetention === true ? undefined : retention(facts)),
};

function keptAtMost(days: number): Requirement {
  return {
    words: `a retention of at most ${days} days`,
    misses: (facts) =>
      facts.retentionDays !== undefined && facts.retentionDays <= days
        ? undefined
        : retention(facts),
  };
}

function retention({ zeroRetention, retentionDays }: DataPolicy): string {
  if (retentionDays !== undefined) return `a retention of ${retentionDays} days`;
  return zeroRetention === false ? 'a retention of unknown length' : 'nothing about retention';
}

function withinJurisdictions(allowed: readonly string[]): Requirement {
  return withinList(`jurisdictions ${named(allowed)}`, 'jurisdictions', (it) =>
    allowsJurisdiction(allowed, it),
  );
}

/** Every declared entry has to be allowed; to declare none is to declare nothing. */
function withinList(
  words: string,
  fact: 'regions' | 'jurisdictions',
  allows: (entry: string) => boolean,
): Requirement {
  return {
    words,
    misses: ({ [fact]: declared = [] }) => {
      if (declared.length === 0) return `no ${fact}`;
      return declared.every(allows) ? undefined : declared.join(', ');
    },
  };
}

function signed(fact: 'dpa' | 'baa', words: string): Requirement {
  return {
    words,
    misses: ({ [fact]: declared }) => {
      if (declared === true) return undefined;
      return declared === undefined ? `nothing about ${words}` : 'that there is none';
    },
  };
}

function oneOfProviders(entries: readonly string[]): Requirement {
  const allowed = new Set(entries.map((it) => it.toLowerCase()));
  return {
    words: `one of the providers ${named(entries)}`,
    misses: (_facts, { id, provider }) =>
      allowed.has(id.toLowerCase()) || allowed.has(provider.id.toLowerCase())
        ? undefined
        : 'another name',
  };
}

function withoutSubProcessors(entries: readonly string[]): Requirement {
  const excluded = new Set(entries.map((it) => it.toLowerCase()));
  return {
    words: `none of the sub-processors ${named(entries)}`,
    misses: ({ subProcessors }) => {
      if (subProcessors === undefined) return 'nothing about sub-processors';
      const found = subProcessors.filter((it) => excluded.has(it.toLowerCase()));
      return found.length === 0 ? undefined : `the sub-processors ${found.join(', ')}`;
    },
  };
}

function named(entries: readonly string[]): string {
  return entries.join(', ') || '(none)';
}
