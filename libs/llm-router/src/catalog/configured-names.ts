import type { Candidate } from '../contracts/candidate.js';
import { ConfigurationError } from '../contracts/errors/configuration-error.js';
import type { LlmRouterOptions } from '../contracts/options.js';
import type { TierMember, TierOptions } from '../contracts/tier.js';
import { checkDegrade } from './check-degrade.js';
import type { ModelShelves } from './model-shelves.js';
import { asMember, type MemberTerms } from './tier-member.js';

export const TIER = 'tier:';

const LEGAL_TIER = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
const LEGAL_ALIAS = /^(?!tier:)[^\s/][^\s]{0,199}$/;

/** What a tier says beside its models. */
export type TierRules = Pick<TierOptions, 'strategy' | 'degrade'>;

/** What the configuration's own names stand for: `tier:<name>` and aliases, with every reference checked. */
export class ConfiguredNames {
  readonly tiers = new Map<string, readonly Candidate[]>();
  readonly aliases = new Map<string, readonly Candidate[]>();
  /** By the names of tiers, and by the aliases that stand for them. */
  readonly tierRules = new Map<string, TierRules>();

  constructor(
    private readonly options: LlmRouterOptions,
    private readonly models: ModelShelves,
  ) {
    for (const [name, tier] of Object.entries(options.tiers ?? {})) {
      this.tiers.set(TIER + name, this.compileTier(name, tier));
    }
    for (const alias of Object.keys(options.aliases ?? {})) {
      this.aliases.set(alias, this.compileAlias(alias));
    }
    const { defaultModel } = options.routing ?? {};
    if (defaultModel !== undefined) this.look(defaultModel, 'routing.defaultModel');
    for (const [name, { degrade }] of this.tierRules) {
      if (degrade !== undefined && name.startsWith(TIER)) this.checkLadder(name, degrade);
    }
  }

  private compileTier(
    name: string,
    tier: readonly TierMember[] | TierOptions,
  ): readonly Candidate[] {
    if (!LEGAL_TIER.test(name)) {
      throw new ConfigurationError(
        `tiers: ${JSON.stringify(name)} is not a name for a tier. Legal: letters, digits, ".", "_" and "-", and a letter or digit first.`,
      );
    }
    const short = isList(tier);
    const { strategy, degrade } = short ? ({} as TierRules) : tier;
    this.tierRules.set(TIER + name, Object.freeze({ strategy, degrade }));
    const option = short ? `tiers.${name}` : `tiers.${name}.models`;
    return this.compileMembers(short ? tier : tier.models, option);
  }

  private compileMembers(members: unknown, option: string): readonly Candidate[] {
    if (!Array.isArray(members) || members.length === 0) {
      throw new ConfigurationError(`${option}: name at least one model.`);
    }
    const found = new Map<string, Candidate>();
    members.forEach((member: unknown, index) => {
      for (const candidate of this.compileMember(member, `${option}[${index}]`)) {
        const earlier = found.get(candidate.id);
        if (
          earlier !== undefined &&
          (earlier.weight !== candidate.weight || earlier.release !== candidate.release)
        ) {
          throw new ConfigurationError(
            `${option}[${index}]: ${candidate.id} is in the tier already, with another weight or release.`,
          );
        }
        if (earlier === undefined) found.set(candidate.id, candidate);
      }
    });
    return Object.freeze([...found.values()]);
  }

  private compileMember(member: unknown, option: string): readonly Candidate[] {
    const { model, ...terms } = parseMember(member, option);
    const target = this.follow(model, option);
    if (target.startsWith(TIER)) {
      const stands = target === model ? '' : ` ("${model}" stands for "${target}")`;
      throw new ConfigurationError(
        `${option}: a tier cannot hold another tier${stands}. Name models or aliases of models.`,
      );
    }
    return this.models
      .declare(target, option)
      .map((candidate) => asMember(candidate, terms, option));
  }

  private checkLadder(name: string, degrade: NonNullable<TierRules['degrade']>): void {
    checkDegrade(degrade, `tiers.${name.slice(TIER.length)}.degrade`, (rung, option) => {
      if (this.follow(rung, option) === name) {
        throw new ConfigurationError(`${option}: "${rung}" stands for the tier itself.`);
      }
      this.look(rung, option);
    });
  }

  private compileAlias(alias: string): readonly Candidate[] {
    if (!LEGAL_ALIAS.test(alias)) {
      throw new ConfigurationError(
        `aliases: ${JSON.stringify(alias)} is not a name for an alias. Legal: 1 to 200 characters without blanks, that begin neither with "/" nor with "tier:".`,
      );
    }
    const option = `aliases.${alias}`;
    const rules = this.tierRules.get(this.follow(alias, option));
    if (rules !== undefined) this.tierRules.set(alias, rules);
    return this.look(alias, option);
  }

  private look(name: string, option: string): readonly Candidate[] {
    const target = this.follow(name, option);
    if (!target.startsWith(TIER)) return Object.freeze([...this.models.declare(target, option)]);
    const tier = this.tiers.get(target);
    if (tier !== undefined) return tier;
    const known = [...this.tiers.keys()].map((it) => it.slice(TIER.length)).sort();
    throw new ConfigurationError(
      `${option}: no tier is called "${target.slice(TIER.length)}". Known: ${known.join(', ') || 'none'}.`,
    );
  }

  /** What a name stands for when no alias is left to look up. */
  private follow(name: string, option: string): string {
    const path = [name];
    let target = name;
    for (;;) {
      const next = this.aliasOf(target);
      if (next === undefined) return target;
      const circular = path.includes(next);
      path.push(next);
      if (circular) {
        throw new ConfigurationError(`${option}: the aliases ${path.join(' → ')} go in a circle.`);
      }
      target = next;
    }
  }

  private aliasOf(name: string): string | undefined {
    const aliases = this.options.aliases ?? {};
    return Object.hasOwn(aliases, name) ? aliases[name] : undefined;
  }
}

function isList(tier: readonly TierMember[] | TierOptions): tier is readonly TierMember[] {
  return Array.isArray(tier);
}

function parseMember(member: unknown, option: string): { model: string } & MemberTerms {
  if (typeof member === 'string') return { model: member };
  const { model, weight, release } = (member ?? {}) as { model?: unknown } & MemberTerms;
  if (typeof model === 'string') return { model, weight, release };
  throw new ConfigurationError(
    `${option}: ${JSON.stringify(member)} is not a member of a tier. Legal: the name of a model or alias, or { model, weight, release }.`,
  );
}
