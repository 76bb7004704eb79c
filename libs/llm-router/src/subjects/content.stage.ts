import { Injectable, Optional } from '@nestjs/common';
import type { Exchange } from '../contracts/exchange.js';
import type { Reply } from '../contracts/reply.js';
import { holderOf } from '../contracts/subject.js';
import type { CallSettled } from '../contracts/router-event.js';
import { ContentFold } from './content-fold.js';
import { ContentLog } from './content-log.js';
import { TappedChunks } from './tapped-chunks.js';

/** UTF-16 units of JSON; of longer prompts only the length is kept. */
const MOST_PROMPT = 4 * 1024 * 1024;

type Restore = (reply: Reply) => Reply;
/** Restores a reply, and notes it on the way. */
export type PassReply = (reply: Reply, restore: Restore) => Reply;

const unseen: PassReply = (reply, restore) => restore(reply);

/** Notes prompts and replies for the content log, where there is one: before redaction is undone, or after. */
@Injectable()
export class ContentStage {
  constructor(@Optional() private readonly log?: ContentLog) {}

  /** `asked` as the caller sent it, `safe` as providers see it. What is noted is handed over when the call settles. */
  begin(asked: Exchange, safe: Exchange): PassReply {
    const { log } = this;
    if (log === undefined) return unseen;
    const original = log.settings.form === 'original';
    const fold = new ContentFold();
    asked.journal.onSettled((outcome) => {
      try {
        keep(log, { asked, noted: original ? asked : safe, fold, outcome });
      } catch {
        // In the same process, a request may hold what JSON has no word for.
        log.lose(1);
      }
    });
    const tap = ({ head, chunks }: Reply): Reply => ({
      head,
      chunks: new TappedChunks(chunks, fold),
    });
    return original
      ? (reply, restore) => tap(restore(reply))
      : (reply, restore) => restore(tap(reply));
  }
}

interface Noted {
  readonly asked: Exchange;
  readonly noted: Exchange;
  readonly fold: ContentFold;
  readonly outcome: CallSettled;
}

function keep(log: ContentLog, { asked, noted, fold, outcome }: Noted): void {
  const { sensitivity } = outcome;
  if (!log.settings.stores(sensitivity)) return;
  const { tenant } = asked.caller;
  const prompt = JSON.stringify(noted.embedding ?? noted.request);
  const request = prompt.length > MOST_PROMPT ? `{"omitted":${prompt.length}}` : prompt;
  const reply = JSON.stringify(fold.reply());
  const truncated = fold.truncated ? ',"truncated":true' : '';
  log.add({
    id: asked.id,
    subject: asked.subject ?? holderOf(asked.caller, undefined),
    tenant,
    sensitivity,
    startedAt: asked.startedAt,
    text: `{"request":${request},"reply":${reply}${truncated}}`,
  });
}
