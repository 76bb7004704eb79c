/** What a Claude model accepts beside the common parameters. */
export interface ModelTraits {
  /** `temperature` and `top_p`. */
  readonly sampling: boolean;
  /** How it is told to think: by a budget of tokens, by an effort, or not at all. */
  readonly thinking: 'none' | 'budget' | 'effort';
  /** `output_config.format`. */
  readonly jsonSchema: boolean;
}

/** Two digits each: 3.7 is 307, 4.6 is 406. */
const VERSION = /claude-(?:[a-z]+-)?(\d)(?:[-.](\d{1,2}))?(?!\d)/;

/**
 * Reads the version out of a model's name. Anthropic's migration guides and its "Thinking", "Effort" and "Structured
 * outputs" pages (November 2026): from 4.7 on sampling parameters are refused, from 4.6 on thinking is adaptive and
 * steered by an effort (from 4.7 on a budget is refused), from 4.5 on JSON schemas are enforced, from 3.7 on there is
 * thinking. A Claude without a version is a newer one; any other name is a model of somebody who speaks the dialect.
 */
export function traitsOf(model: string): ModelTraits {
  const version = versionOf(model);
  if (version === undefined) return { sampling: true, thinking: 'budget', jsonSchema: false };
  return {
    sampling: version < 407,
    thinking: version >= 406 ? 'effort' : version >= 307 ? 'budget' : 'none',
    jsonSchema: version >= 405,
  };
}

function versionOf(model: string): number | undefined {
  const [, major, minor] = VERSION.exec(model) ?? [];
  if (major !== undefined) return Number(major) * 100 + Number(minor ?? 0);
  return model.includes('claude') ? Infinity : undefined;
}
