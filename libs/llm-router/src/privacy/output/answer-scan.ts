import { ContentBlockedError } from '../../contracts/errors/request-errors.js';
import type { CallFinding } from '../../contracts/call-finding.js';
import type { Redactor } from '../../contracts/redactor.js';
import type { ActionTable } from '../actions/action-table.js';
import { FindingTally } from '../finding-tally.js';
import type { Found } from '../found.js';
import { replaceFound } from '../replacement.js';
import type { TextPlace } from '../rewrite.js';
import { TextSearch } from '../text-search.js';
import type { Vault } from '../vault.js';

/** What is looked for in an answer, and what was found so far. */
export class AnswerScan {
  private readonly tally = new FindingTally('output');

  constructor(
    private readonly redactors: readonly Redactor[],
    private readonly table: ActionTable,
    /** What it issued is the caller's own, and no finding. */
    private readonly vault: Vault,
    private readonly onFound: (findings: readonly CallFinding[]) => void = () => undefined,
  ) {}

  /** A search of texts that `foundIn` then judges; a promise only where a redactor takes its time. */
  search(
    collect: (add: (text: string, place?: TextPlace) => void) => void,
  ): TextSearch | Promise<TextSearch> {
    const search = new TextSearch(this.redactors, this.table);
    collect((text, place) => search.add(text, place));
    const done = search.run();
    return done === undefined ? search : done.then(() => search);
  }

  /** As `TextSearch.foundIn`, but for what stands for the caller's own; there is nothing to put back in an answer. */
  foundIn(search: TextSearch, text: string, place?: TextPlace): readonly Found[] {
    const tokens = this.vault.empty ? [] : [...this.vault.tokens.tokensIn(text)];
    return search.foundIn(text, place).flatMap((found) => {
      const restorable = found.action === 'pseudonymise' || found.action === 'synthesise';
      const judged: Found = restorable ? { ...found, action: 'mask' } : found;
      return tokens.reduce((rest, token) => rest.flatMap((it) => without(it, token)), [judged]);
    });
  }

  /** Replaces findings of a text. Throws a `ContentBlockedError` where one is to be blocked. */
  replace(text: string, findings: readonly Found[]): string {
    if (findings.length === 0) return text;
    const replaced = replaceFound(text, findings, this.vault, this.tally);
    this.onFound(this.tally.findings);
    const { blocked } = this.tally;
    if (blocked.length > 0) throw new ContentBlockedError(blocked, 'output');
    return replaced;
  }
}

function without(found: Found, { start, end }: { start: number; end: number }): Found[] {
  if (end <= found.start || start >= found.end) return [found];
  return [
    { ...found, end: start },
    { ...found, start: end },
  ].filter((it) => it.end > it.start);
}
