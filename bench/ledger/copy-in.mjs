import { once } from 'node:events';

/** PostgreSQL's COPY FROM STDIN over a client of `pg`, by the protocol that its connection speaks. */
export class CopyIn {
  #connection;
  #ready;
  #done;
  #fail;

  constructor(client, statement) {
    this.text = statement;
    this.ready = new Promise((resolve, reject) => {
      this.#ready = resolve;
      this.#fail = reject;
    });
    this.done = new Promise((resolve, reject) => {
      this.#done = resolve;
      this.ready.catch(reject);
    });
    client.query(this);
  }

  submit(connection) {
    this.#connection = connection;
    connection.query(this.text);
  }

  handleCopyInResponse() {
    this.#ready();
  }

  handleCommandComplete() {}

  handleError(error) {
    this.#fail(error);
  }

  handleReadyForQuery() {
    this.#done();
  }

  /** Waits where the server takes it more slowly than it is made. */
  async write(text) {
    await this.ready;
    this.#connection.sendCopyFromChunk(Buffer.from(text));
    const { stream } = this.#connection;
    if (stream.writableNeedDrain) await once(stream, 'drain');
  }

  async end() {
    await this.ready;
    this.#connection.endCopyFrom();
    await this.done;
  }
}
