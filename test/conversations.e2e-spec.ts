import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { LlmHttpModule, LlmRouterModule, type StoredResponse } from 'nestjs-llm-router';
import { FakeProvider } from 'nestjs-llm-router/testing';
import {
  LlmConversationsModule,
  llmConversationsMigrations,
  LlmResponse,
  TypeOrmResponseStore,
} from 'nestjs-llm-router/typeorm';
import OpenAI from 'openai';
import { DataSource } from 'typeorm';
import { createApp, listen } from './support/platforms.js';
import { DATABASES, type ScratchDatabase, testWhere } from './support/scratch-databases.js';

const SCHEMA = {
  entities: [LlmResponse],
  migrations: llmConversationsMigrations,
  migrationsRun: true,
};

describe.each(DATABASES)('stored responses on %s', (_, scratch) => {
  let database: ScratchDatabase | undefined;
  let source: DataSource;
  let store: TypeOrmResponseStore;

  beforeAll(async () => {
    database = await scratch();
    if (database === undefined) return;
    source = new DataSource({ ...database.options, ...SCHEMA });
    await source.initialize();
    store = new TypeOrmResponseStore(source);
  });

  afterAll(async () => {
    await source?.destroy();
    await database?.drop();
  });

  const test = testWhere(() => database !== undefined);

  const stored = (differing: Partial<StoredResponse> = {}): StoredResponse => ({
    id: 'resp_1',
    owner: 'tenant:acme',
    createdAt: 1_763_900_000_000,
    expiresAt: 1_763_900_060_000,
    response: { id: 'resp_1', text: 'Grüß \u0000 \ud800' },
    messages: [{ role: 'user', content: 'Hello 🌍' }],
    ...differing,
  });

  test('have the schema that the entity describes', async () => {
    const { upQueries } = await source.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  test('come back to their owner until they expire', async () => {
    const response = stored();
    await store.put(response);
    const { createdAt, expiresAt } = response;
    expect(await store.get('resp_1', 'tenant:acme', createdAt)).toEqual(response);
    expect(await store.get('resp_1', 'tenant:other', createdAt)).toBeUndefined();
    expect(await store.get('resp_1', 'tenant:acme', expiresAt)).toBeUndefined();
    expect(await store.delete('resp_1', 'tenant:other')).toBe(false);
    expect(await store.delete('resp_1', 'tenant:acme')).toBe(true);
    expect(await store.delete('resp_1', 'tenant:acme')).toBe(false);
  });

  test('that expired are deleted with a later write', async () => {
    const fresh = new TypeOrmResponseStore(source);
    await source.getRepository(LlmResponse).clear();
    await store.put(stored({ id: 'resp_old' }));
    const now = stored().expiresAt;
    await fresh.put(stored({ id: 'resp_new', createdAt: now, expiresAt: now + 1 }));
    expect(await source.getRepository(LlmResponse).find()).toMatchObject([{ id: 'resp_new' }]);
  });

  test('are what a conversation goes on from, also after a restart', async () => {
    const { options } = database!;
    const provider = new FakeProvider();

    @Module({
      imports: [
        TypeOrmModule.forRoot({ ...options, ...SCHEMA }),
        LlmRouterModule.forRoot({ providers: [provider] }),
        LlmConversationsModule.forRoot(),
        LlmHttpModule.forRoot(),
      ],
    })
    class AppModule {}

    const say = async (input: string, previous?: string) => {
      const app = await createApp('express', AppModule);
      const client = new OpenAI({ apiKey: 'k', baseURL: `${await listen(app)}/v1` });
      try {
        return await client.responses.create({
          model: 'fake/echo',
          input,
          ...(previous === undefined ? {} : { previous_response_id: previous }),
        });
      } finally {
        await app.close();
      }
    };
    const first = await say('My name is Ann.');
    await say('Who am I?', first.id);
    expect(provider.calls.at(-1)?.request.messages).toEqual([
      { role: 'user', content: 'My name is Ann.' },
      { role: 'assistant', content: 'My name is Ann.' },
      { role: 'user', content: 'Who am I?' },
    ]);
  });
});
