import type { OutgoingHttpHeaders } from 'node:http';
import type { StreamListener } from '../event-stream.js';
import type { RecordedAnswer } from './recorded-answer.js';

/** A longer answer is not kept, and a repeated request is then asked anew. */
const MOST_CHARACTERS = 4 * 1024 * 1024;

/** Takes an answer down while it is given. */
export class AnswerRecorder {
  /** Set once an answer was given completely. */
  answer: RecordedAnswer | undefined;

  constructor(private readonly fingerprint: string) {}

  document(headers: OutgoingHttpHeaders, text: string): void {
    this.keep('document', headers, text);
  }

  stream(headers: OutgoingHttpHeaders): StreamListener {
    let text = '';
    return {
      wrote: (frames) => {
        if (text.length <= MOST_CHARACTERS) text += frames;
      },
      completed: () => this.keep('stream', headers, text),
    };
  }

  private keep(form: RecordedAnswer['form'], headers: OutgoingHttpHeaders, text: string): void {
    if (text.length > MOST_CHARACTERS) return;
    this.answer = { fingerprint: this.fingerprint, form, headers, text };
  }
}
