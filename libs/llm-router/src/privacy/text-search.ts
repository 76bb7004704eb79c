import type { Finding, Redactor } from '../contracts/redactor.js';
import type { ActionTable } from './actions/action-table.js';
import type { Found } from './found.js';
import { mergeFindings } from './merge-findings.js';
import type { JsonPlace, TextPlace } from './rewrite.js';

interface SearchedText {
  readonly text: string;
  /** What redactors are shown: the text, where it has a name within `"<name>": "<text>"`. */
  readonly shown: string;
  readonly offset: number;
  readonly found: Found[];
}

/** A JSON text, of which the strings are asked for in order. */
interface SearchedJson {
  readonly json: string;
  readonly sorted: () => readonly Found[];
  /** All findings before it end before the last string that was asked for. */
  next: number;
  asked: number;
}

const NAMELESS = '';

/** What redactors find in texts, by all that stands around them. */
export class TextSearch {
  /** By name, then by text: keys that are put together would take the time of reading each text anew. */
  private readonly searched = new Map<string, Map<string, SearchedText>>();
  private json: SearchedJson | undefined;

  constructor(
    private readonly redactors: readonly Redactor[],
    private readonly table: ActionTable,
  ) {}

  /** The texts that were added. */
  get texts(): readonly string[] {
    return this.all.map((it) => it.text);
  }

  add(text: string, { name = NAMELESS, within }: TextPlace = {}): void {
    if (within !== undefined) {
      // It shows what stands in it, name and all, unless that is escaped.
      this.jsonOf(within);
      if (!within.isEscaped) return;
    }
    const known = this.searched.get(name) ?? new Map<string, SearchedText>();
    this.searched.set(name, known);
    if (text === '' || known.has(text)) return;
    const before = name === NAMELESS ? '' : `"${name}": "`;
    const shown = before === '' ? text : `${before}${text}"`;
    known.set(text, { text, shown, offset: before.length, found: [] });
  }

  /** Searches all that was added; a promise only where a redactor takes its time. */
  run(): void | Promise<void> {
    const late: Promise<void>[] = [];
    for (const it of this.all) {
      for (const wanted of this.table.searches) {
        for (const redactor of this.redactors) {
          if (wanted && !redactor.entities.some((name) => wanted.has(name))) continue;
          const findings = redactor.findAll?.(it.shown, wanted) ?? redactor.find(it.shown, wanted);
          const keep = (all: readonly Finding[]): void => this.keep(it, all, wanted);
          if (findings instanceof Promise) late.push(findings.then(keep));
          else keep(findings);
        }
      }
    }
    return late.length === 0 ? undefined : Promise.all(late).then(() => undefined);
  }

  /** In order. None that changes something overlaps another of these; what is flagged may be within them. */
  foundIn(text: string, { name = NAMELESS, within }: TextPlace = {}): readonly Found[] {
    const own = this.searched.get(name)?.get(text)?.found ?? [];
    return mergeFindings(within ? [...own, ...this.foundAround(within)] : own);
  }

  private get all(): readonly SearchedText[] {
    return [...this.searched.values()].flatMap((it) => [...it.values()]);
  }

  private foundAround(place: JsonPlace): Found[] {
    const json = this.jsonOf(place);
    const sorted = json.sorted();
    if (place.start < json.asked) json.next = 0;
    json.asked = place.start;
    while ((sorted[json.next]?.end ?? Infinity) <= place.start) json.next++;
    const inside: Found[] = [];
    for (let at = json.next; (sorted[at]?.start ?? Infinity) < place.end; at++) {
      const span = place.inner(sorted[at]!);
      if (span !== undefined) inside.push({ ...sorted[at]!, ...span });
    }
    return inside;
  }

  /** That of the last time is known at sight. */
  private jsonOf({ json }: JsonPlace): SearchedJson {
    if (this.json?.json === json) return this.json;
    this.add(json);
    let sorted: readonly Found[] | undefined;
    this.json = {
      json,
      sorted: () => (sorted ??= this.sorted(json)),
      next: 0,
      asked: 0,
    };
    return this.json;
  }

  private sorted(json: string): readonly Found[] {
    const found = this.searched.get(NAMELESS)?.get(json)?.found ?? [];
    return [...found].sort((a, b) => a.start - b.start);
  }

  private keep(
    { found, offset, text }: SearchedText,
    findings: readonly Finding[],
    wanted: ReadonlySet<string> | undefined,
  ): void {
    for (const { entity, start, end, score } of findings) {
      const action = this.table.actionOf(entity, wanted);
      if (action === undefined) continue;
      const span = {
        start: Math.max(start - offset, 0),
        end: Math.min(end - offset, text.length),
      };
      if (span.end > span.start) found.push({ entity, score, action, ...span });
    }
  }
}
