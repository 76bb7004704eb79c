import {
  llmLedgerEntities,
  llmLedgerMigrations,
  LlmRequest,
  runLlmMigrations,
} from 'nestjs-llm-router/typeorm';
import { DataSource } from 'typeorm';
import { DATABASES } from './support/scratch-databases.js';

const ROUNDS = 5;
const PROCESSES = 4;

describe.each(DATABASES)('the first start on %s', (_name, scratch) => {
  it('may be that of several at once', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const database = await scratch();
      if (database === undefined) return;
      const sources = Array.from(
        { length: PROCESSES },
        () =>
          new DataSource({
            ...database.options,
            entities: llmLedgerEntities,
            migrations: llmLedgerMigrations,
          }),
      );
      try {
        const started = await Promise.allSettled(
          sources.map(async (source) => {
            await source.initialize();
            await runLlmMigrations(source);
            return source.getRepository(LlmRequest).count();
          }),
        );
        expect(started).toEqual(sources.map(() => ({ status: 'fulfilled', value: 0 })));
        expect(await sources[0]!.query('SELECT name FROM migrations ORDER BY id')).toEqual(
          llmLedgerMigrations.map(({ name }) => ({ name })),
        );
      } finally {
        for (const source of sources) if (source.isInitialized) await source.destroy();
        await database.drop();
      }
    }
  }, 60_000);

  it('tells of a migration that fails, and leaves nothing of it', async () => {
    const database = await scratch();
    if (database === undefined) return;
    class Broken1999999999999 {
      readonly name = 'Broken1999999999999';
      async up(): Promise<void> {
        throw new Error('no such luck');
      }
      async down(): Promise<void> {}
    }
    jest.spyOn(console, 'log').mockReturnValue();
    const source = new DataSource({
      ...database.options,
      migrations: [...llmLedgerMigrations, Broken1999999999999],
    });
    try {
      await source.initialize();
      await expect(runLlmMigrations(source)).rejects.toThrow('no such luck');
      await expect(source.query('SELECT 1 FROM llm_requests')).rejects.toThrow('llm_requests');
      await expect(runLlmMigrations(source)).rejects.toThrow('no such luck');
    } finally {
      jest.restoreAllMocks();
      await source.destroy();
      await database.drop();
    }
  });
});
