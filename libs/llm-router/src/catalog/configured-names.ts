import type { Candidate } from '../contracts/candidate.js';
import { ConfigurationError } from '../contracts/errors/configuration-error.js';
import type { LlmRouterOptions } from '../contracts/options.js';
import type { ModelShelves } from './model-shelves.js';

export const TIER = 'tier:';

const LEGAL_TIER = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
const LEGAL_ALIAS = /^(?!tier:)[^\s/][^\s]{0,199}$/;

/** What the configuration's own names stand for: `tier:<name>` and aliases, with every reference checked. */
export class ConfiguredNames {
  readonly tiers = new Map<string, readonly Candidate[]>();
  readonly aliases = new Map<string, readonly Candidate[]>();

  constructor(
    private readonly options: LlmRouterOptions,
    private readonly models: ModelShelves,
  ) {
    for (const [name, members] of Object.entries(options.tiers ?? {})) {
      this.tiers.set(TIER + name, this.compileTier(name, members));
    }
    for (const alias of Object.keys(options.aliases ?? {})) {
      this.aliases.set(alias, this.compileAlias(alias));
    }
    const { defaultModel } = options.routing ?? {};
    if (defaultModel !== undefined) this.look(defaultModel, 'routing.defaultModel');
  }

  private compileTier(name: string, members: readonly string[]): readonly Candidate[] {
    if (!LEGAL_TIER.test(name)) {
      throw new ConfigurationError(
        `tiers: ${JSON.stringify(name)} is not a name for a tier. Legal: letters, digits, ".", "_" and "-", and a letter or digit first.`,
      );
    }
    if (members.length === 0) {
      throw new ConfigurationError(`tiers.${name}: name at least one model.`);
    }
    const candidates = members.flatMap((member, index) => {
      const option = `tiers.${name}[${index}]`;
      const target = this.follow(member, option);
      if (target.startsWith(TIER)) {
        const stands = target === member ? '' : ` ("${member}" stands for "${target}")`;
        throw new ConfigurationError(
          `${option}: a tier cannot hold another tier${stands}. Name models or aliases of models.`,
        );
      }
      return this.models.declare(target, option);
    });
    return Object.freeze([...new Set(candidates)]);
  }

  private compileAlias(alias: string): readonly Candidate[] {
    if (!LEGAL_ALIAS.test(alias)) {
      throw new ConfigurationError(
        `aliases: ${JSON.stringify(alias)} is not a name for an alias. Legal: 1 to 200 characters without blanks, that begin neither with "/" nor with "tier:".`,
      );
    }
    return this.look(alias, `aliases.${alias}`);
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
