import type { Candidate } from '../contracts/candidate.js';
import type { DataClasses } from '../contracts/data-classes.js';
import type {
  DataRequirements,
  PolicyCondition,
  PrivacyOptions,
  PrivacyPolicy,
} from '../contracts/data-policy.js';
import { fitsPattern } from '../foundation/name-pattern.js';
import { declaredFacts } from './declared-facts.js';
import { type Requirement, requirementsOf } from './requirement.js';

/** A call as policies see it. */
export interface PolicySubject {
  readonly sensitivity: string | undefined;
  readonly tenant: string | undefined;
  readonly team: string | undefined;
  readonly key: string | undefined;
  readonly purposes: readonly string[];
  readonly entities: readonly string[];
}

/** One policy, with what its names stand for. */
export class CompiledPolicy {
  readonly name: string;
  /** What it requires, each in words. */
  readonly requires: readonly string[];
  readonly require: DataRequirements;
  private readonly when: PolicyCondition;
  private readonly requirements: readonly Requirement[];
  /** Of candidates, which are as constant as the configuration. */
  private readonly verdicts = new WeakMap<Candidate, readonly string[]>();

  constructor(
    { name, when, require }: PrivacyPolicy,
    private readonly classes: DataClasses,
    groups: PrivacyOptions['regionGroups'],
  ) {
    this.name = name;
    this.require = require;
    this.when = when ?? {};
    this.requirements = requirementsOf(require, groups);
    this.requires = this.requirements.map(({ words }) => words);
  }

  /** The same with the policy's name. */
  get words(): readonly string[] {
    return this.requires.map((it) => `${this.title} requires ${it}`);
  }

  /** More labels never make it hold less. */
  holds({ sensitivity, tenant, team, key, purposes, entities }: PolicySubject): boolean {
    const { when } = this;
    return (
      (!when.sensitivity || this.classes.reaches(sensitivity, when.sensitivity)) &&
      names(when.tenants, tenant) &&
      names(when.teams, team) &&
      names(when.keys, key) &&
      (!when.purposes || purposes.some((it) => names(when.purposes, it))) &&
      (!when.entities || entities.some((it) => names(when.entities, it)))
    );
  }

  /** What a candidate lacks, each in words. */
  misses(candidate: Candidate): readonly string[] {
    let missing = this.verdicts.get(candidate);
    if (missing === undefined) {
      missing = missingOf(this.requirements, candidate, this.title);
      this.verdicts.set(candidate, missing);
    }
    return missing;
  }

  admits(candidate: Candidate): boolean {
    return this.misses(candidate).length === 0;
  }

  private get title(): string {
    return `the policy "${this.name}"`;
  }
}

/** What a candidate lacks to meet what somebody requires, each in words. */
export function missingOf(
  requirements: readonly Requirement[],
  candidate: Candidate,
  who: string,
): readonly string[] {
  const facts = declaredFacts(candidate);
  return requirements.flatMap(({ words, misses }) => {
    const declared = misses(facts, candidate);
    return declared === undefined ? [] : [`${who} requires ${words}, and it declares ${declared}`];
  });
}

/** A list that is left out names everybody. */
function names(list: readonly string[] | undefined | null, name: string | undefined): boolean {
  if (!list) return true;
  return name !== undefined && list.some((pattern) => fitsPattern(pattern, name));
}
