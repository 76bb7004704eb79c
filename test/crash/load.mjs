import http from 'node:http';

const QUESTION = [{ role: 'user', content: 'Say something short about durability.' }];

/** What is asked in turn: documents and streams, at both vendors' doors. `isWhole` tells an answer that lacks nothing. */
const KINDS = [
  {
    path: '/v1/chat/completions',
    body: { messages: QUESTION },
    isWhole: (text) => text.endsWith('}'),
  },
  {
    path: '/v1/chat/completions',
    body: { messages: QUESTION, stream: true },
    isWhole: (text) => text.endsWith('data: [DONE]\n\n'),
  },
  {
    path: '/v1/messages',
    body: { messages: QUESTION, max_tokens: 64, stream: true },
    isWhole: (text) => text.includes('event: message_stop\n') && text.endsWith('\n\n'),
  },
];

/**
 * Clients that ask without pause. `answered` holds the id of every call whose last byte has arrived; `failed` how often
 * a server that was there answered otherwise.
 */
export class Load {
  answered = new Set();
  failed = [];
  #model;
  #url;
  #agent = new http.Agent({ keepAlive: true });
  #clients = [];
  #stopping = false;

  constructor(model) {
    this.#model = model;
  }

  start(url, clients) {
    this.#url = url;
    this.#stopping = false;
    this.#agent = new http.Agent({ keepAlive: true });
    this.#clients = Array.from({ length: clients }, (_, index) => this.#ask(index));
  }

  /** Resolves when no request is open any more. */
  async stop() {
    this.#stopping = true;
    await Promise.all(this.#clients);
    this.#agent.destroy();
  }

  async #ask(turn) {
    for (; !this.#stopping; turn++) {
      const kind = KINDS[turn % KINDS.length];
      const answer = await this.#request(kind).catch(() => undefined);
      if (answer === undefined) {
        // The server is gone, or cut the answer off.
        await new Promise((resolve) => setTimeout(resolve, 5));
      } else if (answer.status === 200 && kind.isWhole(answer.text)) {
        this.answered.add(answer.id);
      } else {
        this.failed.push(`${answer.status} ${answer.text.slice(0, 200)}`);
      }
    }
  }

  #request({ path, body }) {
    const json = JSON.stringify({ model: this.#model, ...body });
    return new Promise((resolve, reject) => {
      const request = http.request(this.#url + path, {
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
