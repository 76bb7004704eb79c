import type { Clock } from '../../contracts/clock.js';
import { SystemClock } from '../../contracts/clock.js';
import { LlmRouterError } from '../../contracts/errors/llm-router-error.js';
import type { Finding, Redactor } from '../../contracts/redactor.js';
import { LlmRedactor } from '../../plugin/plugin-markers.js';

/** How to ask a Presidio analyzer. */
export interface PresidioOptions {
  /** Where its HTTP API is, e.g. `http://presidio:3000`. */
  readonly url: string;
  /** The language of the texts, as Presidio knows it. Default `en`. */
  readonly language?: string;
  /** What to ask for, and the names of it here. Default `PERSON` as `person`, `LOCATION` as `location`. */
  readonly entities?: Readonly<Record<string, string>>;
  /** Findings that are less sure are left, 0 to 1. Default: Presidio's own. */
  readonly scoreThreshold?: number;
  /** Milliseconds for one text. Default 2,000. */
  readonly timeoutMs?: number;
  /** What happens to a call when Presidio does not answer. Default `refuse`. */
  readonly onFailure?: 'refuse' | 'skip';
}

/** What Presidio answers, for each finding. Places count code points, as in Python. */
interface PresidioFinding {
  readonly entity_type: string;
  readonly start: number;
  readonly end: number;
  readonly score: number;
}

/** A redactor that has to be asked does not answer, and the call must not go out unseen. */
export class RedactorUnavailableError extends LlmRouterError {
  constructor(redactor: string, cause: unknown) {
    super(
      `The redactor "${redactor}" does not answer, and nothing is sent unseen. Try again later.`,
      {
        code: 'redactor_unavailable',
        httpStatus: 503,
        cause,
      },
    );
  }
}

/**
 * Names and addresses, which take a model to find: asks Presidio's analyzer over HTTP. Provide it like any plugin:
 * `{ provide: PresidioRedactor, useFactory: () => new PresidioRedactor({ url }) }`.
 */
@LlmRedactor()
export class PresidioRedactor implements Redactor {
  readonly id = 'presidio';
  readonly entities: readonly string[];
  private readonly names: ReadonlyMap<string, string>;

  constructor(
    private readonly options: PresidioOptions,
    private readonly clock: Clock = new SystemClock(),
  ) {
    this.names = new Map(
      Object.entries(options.entities ?? { PERSON: 'person', LOCATION: 'location' }),
    );
    this.entities = [...new Set(this.names.values())];
  }

  /** Nothing: it cannot be asked without waiting. */
  find(): readonly Finding[] {
    return [];
  }

  /** Throws a `RedactorUnavailableError` where nobody answers, unless `onFailure` is `skip`. */
  async findAll(text: string, wanted?: ReadonlySet<string>): Promise<readonly Finding[]> {
    const entities = [...this.names].filter(([, name]) => wanted?.has(name) !== false);
    if (entities.length === 0 || text.trim() === '') return [];
    try {
      const found = await this.ask(
        text,
        entities.map(([entity]) => entity),
      );
      const places = unitsOfCodePoints(text);
      return found.flatMap(({ entity_type, start, end, score }) => {
        const entity = this.names.get(entity_type);
        return entity === undefined
          ? []
          : [{ entity, start: places(start), end: places(end), score }];
      });
    } catch (error) {
      if (this.options.onFailure === 'skip') return [];
      throw new RedactorUnavailableError(this.id, error);
    }
  }

  private async ask(
    text: string,
    entities: readonly string[],
  ): Promise<readonly PresidioFinding[]> {
    const { url, language = 'en', scoreThreshold, timeoutMs = 2_000 } = this.options;
    const abort = new AbortController();
    const cancel = this.clock.after(timeoutMs, () => abort.abort(new Error('timed out')));
    try {
      const response = await fetch(`${url.replace(/\/+$/, '')}/analyze`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ text, language, entities, score_threshold: scoreThreshold }),
        signal: abort.signal,
      });
      if (!response.ok) throw new Error(`status ${response.status}`);
      return findingsIn(await response.json());
    } finally {
      cancel();
    }
  }
}

function findingsIn(answer: unknown): readonly PresidioFinding[] {
  if (!Array.isArray(answer)) throw new Error('not a list of findings');
  return answer.filter(
    (it: unknown): it is PresidioFinding =>
      typeof it === 'object' &&
      it !== null &&
      'start' in it &&
      Number.isInteger(it.start) &&
      'end' in it &&
      Number.isInteger(it.end) &&
      'entity_type' in it,
  );
}

/** From a place in code points to the place in UTF-16 units. */
function unitsOfCodePoints(text: string): (place: number) => number {
  if (!/[\ud800-\udbff]/.test(text)) return (place) => place;
  const units = [0];
  for (const character of text) units.push((units.at(-1) ?? 0) + character.length);
  return (place) => units[Math.min(place, units.length - 1)] ?? text.length;
}
