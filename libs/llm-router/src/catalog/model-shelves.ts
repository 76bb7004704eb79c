import type { Candidate } from '../contracts/candidate.js';
import { ConfigurationError } from '../contracts/errors/configuration-error.js';
import type { ProviderShelf } from './provider-shelf.js';

/** All providers' models, asked for as `provider/model` or by the bare name of a model. */
export class ModelShelves {
  constructor(private readonly shelves: ReadonlyMap<string, ProviderShelf>) {}

  /** What the caller's name stands for; empty where it stands for no model. */
  find(name: string): readonly Candidate[] {
    const { shelf, model } = this.split(name);
    if (shelf !== undefined) return compact([model ? shelf.find(model) : undefined]);
    return compact([...this.shelves.values()].map((it) => it.findKnown(name)));
  }

  /** As `find`, for a name in the configuration: it declares the model. Throws a `ConfigurationError` that names `option`. */
  declare(name: string, option: string): readonly Candidate[] {
    const { shelf, model } = this.split(name);
    if (shelf !== undefined && model) return [shelf.declare(model)];
    const owners = [...this.shelves.values()].filter((it) => it.findKnown(name) !== undefined);
    if (owners.length > 0) return owners.map((owner) => owner.declare(name));
    const known = [...this.shelves.keys()].sort().join(', ') || 'none';
    throw new ConfigurationError(
      shelf === undefined && name.includes('/')
        ? `${option}: no provider is called "${name.slice(0, name.indexOf('/'))}". Known: ${known}.`
        : `${option}: "${name}" is neither an alias nor a model that a provider is known to have. Write it as provider/model. Known providers: ${known}.`,
    );
  }

  /**
   * The model of a candidate at the other providers that are known to have it: under the same bare name, or under one
   * that an aggregator makes of it (`openrouter/openai/gpt-4.1` is `openai/gpt-4.1`).
   */
  elsewhere({ id, provider, upstreamModel }: Candidate): readonly Candidate[] {
    const { model } = this.split(upstreamModel);
    const names = model ? [model, upstreamModel, id] : [upstreamModel, id];
    return compact(
      [...this.shelves.values()].map((shelf) => {
        if (shelf.provider.id === provider.id) return undefined;
        for (const name of names) {
          const found = shelf.findKnown(name);
          if (found !== undefined) return found;
        }
        return undefined;
      }),
    );
  }

  *named(): Iterable<Candidate> {
    for (const shelf of this.shelves.values()) yield* shelf.named;
  }

  knownIds(): readonly string[] {
    return [...this.shelves.values()].flatMap((shelf) => shelf.knownIds());
  }

  /** A provider's id ends at the first slash; what follows may hold more of them. */
  private split(name: string): { shelf?: ProviderShelf; model?: string } {
    const slash = name.indexOf('/');
    if (slash < 0) return {};
    const shelf = this.shelves.get(name.slice(0, slash));
    return shelf === undefined ? {} : { shelf, model: name.slice(slash + 1) };
  }
}

function compact(candidates: readonly (Candidate | undefined)[]): readonly Candidate[] {
  return candidates.filter((it) => it !== undefined);
}
