import { Injectable } from '@nestjs/common';
import { ContentBlockedError } from '../contracts/errors/request-errors.js';
import { redactDirectivesOf, type RedactDirectives } from '../contracts/merge-redact.js';
import { type Redacted, type RedactionScope, RedactionService } from '../contracts/redaction.js';
import { scanWhole } from './output/scanned-json.js';
import { Redactions } from './redactions.js';
import { isJson } from './rewrite-json.js';
import { rewriteValue } from './rewrite-value.js';
import { TokenScanner } from './token-scanner.js';
import type { Vault } from './vault.js';

/** Redaction of any values, by the same rules as that of calls. */
@Injectable()
export class ValueRedaction extends RedactionService {
  constructor(private readonly redactions: Redactions) {
    super();
  }

  override async redact<T>(
    value: T,
    directives: RedactDirectives = {},
    { tenant, conversation }: RedactionScope = {},
  ): Promise<Redacted<T>> {
    const all = redactDirectivesOf(directives);
    const { vault, tally, ...redacted } = await this.redactions.redact(
      (rewrite) => rewriteValue(value, rewrite),
      this.redactions.tableOf(all, 'input'),
      { tenant, conversation: conversation === undefined ? [] : [conversation] },
    );
    if (tally.blocked.length > 0) throw new ContentBlockedError(tally.blocked);
    const scanning = this.redactions.tableOf(all, 'output');
    const restore = <V>(it: V): V => rewriteValue(it, (text) => restored(text, vault), true);
    return {
      value: redacted.value,
      entities: tally.entities,
      restore,
      answer: async (it) => {
        if (scanning === undefined) return restore(it);
        const scan = this.redactions.answerScan(scanning, vault);
        return restore(await scanWhole(scan, (rewrite) => rewriteValue(it, rewrite)));
      },
    };
  }
}

function restored(text: string, vault: Vault): string {
  if (vault.empty) return text;
  const scanner = new TokenScanner(vault, isJson(text));
  return scanner.push(text) + scanner.flush();
}
