import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import OpenAI from 'openai';
import { RunningGateway, simulated } from './running-gateway.js';

let directory: string;
let sim: Awaited<ReturnType<typeof simulated<'up'>>>;
let gateway: RunningGateway;

const start = async (more: object = {}) => {
  gateway = await RunningGateway.start({
    config: {
      providers: sim.providers,
      keys: [
        { id: 'search', key: 'k-search' },
        { id: 'digest', key: 'k-digest' },
      ],
      ...more,
    },
    env: { DATABASE_URL: join(directory, 'llm-router.sqlite') },
  });
};
const responses = (apiKey = 'k-search') => gateway.openai({ apiKey }).responses;

beforeAll(async () => {
  sim = await simulated('up');
});
afterAll(() => sim?.stop());
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'gateway-responses-'));
  sim.upstreams.up.reset();
  await start();
});
afterEach(async () => {
  await gateway.stop();
  rmSync(directory, { recursive: true });
});

it('goes on from an earlier response after a restart on the same file', async () => {
  sim.upstreams.up.behave({ text: 'Nice to meet you, Ann.' });
  const first = await responses().create({ model: 'up/m', input: 'My name is Ann.' });
  expect(first.output_text).toBe('Nice to meet you, Ann.');
  await gateway.stop();
  await start();
  await responses().create({
    model: 'up/m',
    input: 'Who am I?',
    previous_response_id: first.id,
  });
  expect(sim.upstreams.up.requests.at(-1)).toMatchObject({
    body: {
      messages: [
        { role: 'user', content: 'My name is Ann.' },
        { role: 'assistant', content: 'Nice to meet you, Ann.' },
        { role: 'user', content: 'Who am I?' },
      ],
    },
  });
  expect((await responses().retrieve(first.id)).output_text).toBe('Nice to meet you, Ann.');
});

it('gives a response to whom it belongs only, until it is deleted', async () => {
  const { id } = await responses().create({ model: 'up/m', input: 'Hello' });
  await expect(responses('k-digest').retrieve(id)).rejects.toBeInstanceOf(OpenAI.NotFoundError);
  await expect(
    responses('k-digest').create({ model: 'up/m', input: 'Hello', previous_response_id: id }),
  ).rejects.toMatchObject({ status: 400, code: 'previous_response_not_found' });
  await responses().delete(id);
  await expect(responses().retrieve(id)).rejects.toMatchObject({
    status: 404,
    code: 'response_not_found',
  });
});

it('forgets a response after responses.retention', async () => {
  await gateway.stop();
  await start({ responses: { retention: 0 } });
  const { id } = await responses().create({ model: 'up/m', input: 'Hello' });
  await expect(responses().retrieve(id)).rejects.toMatchObject({ code: 'response_not_found' });
});
