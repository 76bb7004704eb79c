import { type DynamicModule, Module } from '@nestjs/common';
import { Clock, SystemClock } from '../../contracts/clock.js';
import { CompletionJournal } from '../../contracts/completion-journal.js';
import { JournalDirectory } from './journal-directory.js';
import { journalSettings, type LedgerJournalOptions } from './journal-options.js';

/** Makes the journal visible to the router, which imports no ledger. Global for that, and as small as that. */
@Module({})
export class CompletionJournalModule {
  /** Throws a `ConfigurationError` for illegal options; one for a directory that cannot be used comes at boot. */
  static forRoot(options: LedgerJournalOptions): DynamicModule {
    const settings = journalSettings(options);
    return {
      module: CompletionJournalModule,
      global: true,
      providers: [
        {
          provide: JournalDirectory,
          inject: [{ token: Clock, optional: true }],
          useFactory: (clock: Clock = new SystemClock()) => JournalDirectory.open(settings, clock),
        },
        {
          provide: CompletionJournal,
          inject: [JournalDirectory],
          useFactory: ({ journal }: JournalDirectory) => journal,
        },
      ],
      exports: [JournalDirectory, CompletionJournal],
    };
  }
}
