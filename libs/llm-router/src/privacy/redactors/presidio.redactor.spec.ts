import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Cancel, Clock } from '../../contracts/clock.js';
import { PresidioRedactor } from './presidio.redactor.js';

interface Asked {
  readonly path: string | undefined;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Speaks the analyzer's HTTP API: `POST /analyze`. */
class FakeAnalyzer {
  readonly asked: Asked[] = [];
  status = 200;
  answer: unknown = [];
  silent = false;
  private readonly server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (piece: Buffer) => (body += piece.toString()));
    request.on('end', () => {
      this.asked.push({ path: request.url, body: JSON.parse(body) as Asked['body'] });
      if (this.silent) return;
      response.writeHead(this.status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(this.answer));
    });
  });

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/`;
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}

/** Lets a wait pass at once, when it is told to. */
class HandClock extends Clock {
  private readonly timers = new Set<() => void>();

  override now(): number {
    return 0;
  }

  override monotonic(): number {
    return 0;
  }

  override after(_milliseconds: number, run: () => void): Cancel {
    this.timers.add(run);
    return () => void this.timers.delete(run);
  }

  ring(): void {
    for (const run of this.timers) run();
  }
}

let analyzer: FakeAnalyzer;
let url: string;

beforeEach(async () => {
  analyzer = new FakeAnalyzer();
  url = await analyzer.start();
});

afterEach(() => analyzer.stop());

const person = (start: number, end: number): unknown => ({
  entity_type: 'PERSON',
  start,
  end,
  score: 0.85,
  analysis_explanation: null,
});

it('asks for names and addresses, and tells them under names of ours', async () => {
  analyzer.answer = [person(3, 8), { entity_type: 'LOCATION', start: 12, end: 18, score: 0.8 }];
  const redactor = new PresidioRedactor({ url, language: 'de', scoreThreshold: 0.4 });
  expect(await redactor.findAll('Ich Peter in Berlin')).toEqual([
    { entity: 'person', start: 3, end: 8, score: 0.85 },
    { entity: 'location', start: 12, end: 18, score: 0.8 },
  ]);
  expect(analyzer.asked).toEqual([
    {
      path: '/analyze',
      body: {
        text: 'Ich Peter in Berlin',
        language: 'de',
        entities: ['PERSON', 'LOCATION'],
        score_threshold: 0.4,
      },
    },
  ]);
});

it('counts places in UTF-16 units, where Python counts code points', async () => {
  analyzer.answer = [person(3, 7)];
  const text = '👍🏽 Anna 👋';
  const [finding] = await new PresidioRedactor({ url }).findAll(text);
  expect(text.slice(finding?.start, finding?.end)).toBe('Anna');
});

it('asks for no more than what is wanted, and for nothing at all where that is nothing', async () => {
  const redactor = new PresidioRedactor({ url, entities: { PERSON: 'person', NRP: 'origin' } });
  await redactor.findAll('Anna', new Set(['origin', 'email']));
  expect(await redactor.findAll('Anna', new Set(['email']))).toEqual([]);
  expect(analyzer.asked.map((it) => it.body.entities)).toEqual([['NRP']]);
  expect(redactor.entities).toEqual(['person', 'origin']);
});

describe('where it does not answer', () => {
  const refused = expect.objectContaining({ code: 'redactor_unavailable', httpStatus: 503 });

  it('refuses, rather than let something out unseen', async () => {
    analyzer.status = 500;
    const redactor = new PresidioRedactor({ url });
    await expect(redactor.findAll('Anna')).rejects.toEqual(refused);
    analyzer.stop();
    await expect(redactor.findAll('Anna')).rejects.toEqual(refused);
  });

  it('refuses an answer of another form', async () => {
    analyzer.answer = { error: 'No matching recognizers were found' };
    await expect(new PresidioRedactor({ url }).findAll('Anna')).rejects.toEqual(refused);
  });

  it('does not wait for ever', async () => {
    analyzer.silent = true;
    const clock = new HandClock();
    const waiting = new PresidioRedactor({ url }, clock).findAll('Anna');
    clock.ring();
    await expect(waiting).rejects.toEqual(refused);
  });

  it('goes on without it where that was asked for', async () => {
    analyzer.status = 500;
    const redactor = new PresidioRedactor({ url, onFailure: 'skip' });
    expect(await redactor.findAll('Anna')).toEqual([]);
  });
});
