import { type DynamicModule, Module } from '@nestjs/common';
import { Clock, SystemClock } from '../../contracts/clock.js';
import { CompletionJournal } from '../../contracts/completion-journal.js';
import { FileJournal } from './file-journal.js';
import { GroupCommit } from './group-commit.js';
import { journalSettings, type LedgerJournalOptions } from './journal-options.js';
import { LedgerJournal } from './ledger-journal.js';

/** Makes the journal visible to the router, which imports no ledger. Global for that, and as small as that. */
@Module({})
export class CompletionJournalModule {
  /** Throws a `ConfigurationError` for illegal options; one for a directory that cannot be used comes at boot. */
  static forRoot(journal: LedgerJournalOptions | LedgerJournal): DynamicModule {
    return {
      module: CompletionJournalModule,
      global: true,
      providers: [
        'directory' in journal
          ? fileJournal(journal)
          : { provide: LedgerJournal, useValue: journal },
        {
          provide: GroupCommit,
          inject: [LedgerJournal],
          useFactory: (it: LedgerJournal) => new GroupCommit(it),
        },
        { provide: CompletionJournal, useExisting: GroupCommit },
      ],
      exports: [GroupCommit, CompletionJournal],
    };
  }
}

function fileJournal(options: LedgerJournalOptions) {
  const settings = journalSettings(options);
  return {
    provide: LedgerJournal,
    inject: [{ token: Clock, optional: true }],
    useFactory: (clock: Clock = new SystemClock()) => FileJournal.open(settings, clock),
  };
}
