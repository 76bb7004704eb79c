/** One mistake in the configuration, in words for whoever made it; never with a secret in it. */
export interface Problem {
  /** The file's name, or `environment`. */
  readonly source: string;
  /** E.g. `providers[1].type` or `PORT`; empty: the source as a whole. */
  readonly place: string;
  readonly message: string;
}

/** Nothing can be done with this configuration; the message lists everything that is wrong with it. */
export class ConfigurationProblems extends Error {
  /** @param what what cannot be done */
  constructor(
    readonly problems: readonly Problem[],
    what?: string,
  ) {
    const count = problems.length === 1 ? 'a problem' : `${problems.length} problems`;
    const sources = [...new Set(problems.map((it) => it.source))];
    const lists = sources.map((source) =>
      [source, ...problems.filter((it) => it.source === source).map(line)].join('\n'),
    );
    const head =
      what === undefined
        ? `The gateway cannot start: ${count} in its configuration.`
        : `${what}: ${count}.`;
    super(`${head}\n\n${lists.join('\n\n')}`);
    this.name = 'ConfigurationProblems';
  }
}

function line({ place, message }: Problem): string {
  return `  ${place === '' ? '' : `${place}: `}${message}`;
}
