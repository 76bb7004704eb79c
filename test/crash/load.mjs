import http from 'node:http';
import { usageOfDocument, usageOfMessages, usageOfStream } from './answers.mjs';
import { FAILING } from './rates.mjs';

const messages = [{ role: 'user', content: 'Say something short about durability.' }];
const chat = (model, more = {}) => ({
  path: '/v1/chat/completions',
  body: { model, messages, ...more },
  usageOf: more.stream ? usageOfStream : usageOfDocument,
});
const streamed = { stream: true, stream_options: { include_usage: true } };

/** What is asked in turn: documents and streams at two vendors' doors, vectors, and what fails or goes elsewhere first. */
const QUESTIONS = [
  chat('up/sim-fast'),
  chat('up/sim-slow+parts-8+fault-slow-drip-4', streamed),
  {
    path: '/v1/messages',
    body: { model: 'up/sim-thinks+cached-3+reasoning', messages, max_tokens: 64, stream: true },
    usageOf: usageOfMessages,
  },
  chat('tier:steady', streamed),
  {
    path: '/v1/embeddings',
    body: { model: 'up/sim-embeds', input: ['durability', 'exactly once'] },
    usageOf: usageOfDocument,
  },
  chat('up/sim-thinks+cached-3+reasoning'),
  { ...chat(`bad/${FAILING}`), fails: true },
];

/**
 * Clients that ask without pause, or with one of so many milliseconds. `answered` holds every call whose last byte has
 * arrived, with what the answer said; `refused` counts those for which there was no room in the journal; `wrong` what a
 * server that was there should not have answered.
 */
export class Load {
  answered = new Map();
  refused = 0;
  wrong = [];
  #agent;
  #clients = [];
  #stopping = false;

  /** Each client keeps to one of the servers. */
  start(urls, clients, pauseMs = 0) {
    this.#stopping = false;
    this.#agent = new http.Agent({ keepAlive: true });
    this.#clients = Array.from({ length: clients }, (_, turn) =>
      this.#ask(urls[turn % urls.length], turn, pauseMs),
    );
  }

  /** Resolves when no request is open any more. */
  async stop() {
    this.#stopping = true;
    await Promise.all(this.#clients);
    this.#agent.destroy();
  }

  async #ask(url, first, pauseMs) {
    for (let turn = first; !this.#stopping; turn++) {
      const question = QUESTIONS[turn % QUESTIONS.length];
      const answer = await this.#request(url, question).catch(() => undefined);
      if (answer !== undefined) this.#note(question, answer);
      // Without an answer the server is gone, or has cut it off.
      if (answer === undefined || pauseMs > 0) {
        await new Promise((resolve) => setTimeout(resolve, Math.max(5, pauseMs)));
      }
    }
  }

  #note({ usageOf, fails = false }, { status, id, text }) {
    if (status === 503 && text.includes('cannot record them')) {
      this.refused++;
      return;
    }
    const usage = status === 200 ? usageOf(text) : undefined;
    if (usage === undefined ? !fails : fails) this.wrong.push(`${status} ${text.slice(0, 200)}`);
    this.answered.set(id, usage);
  }

  #request(url, { path, body }) {
    const json = JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const request = http.request(url + path, {
        method: 'POST',
        agent: this.#agent,
        headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(json) },
      });
      request.on('error', reject);
      request.on('response', (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk) => (text += chunk));
        response.on('error', reject);
        // All bytes count as arrived only where the message was complete.
        response.on('close', () =>
          response.complete
            ? resolve({ status: response.statusCode, id: response.headers['x-request-id'], text })
            : reject(new Error('cut off')),
        );
      });
      request.end(json);
    });
  }
}
