import { Injectable } from '@nestjs/common';
import { TextScrubber } from '../contracts/text-scrubber.js';
import { PluginRegistry } from '../plugin/plugin-registry.js';
import { expandGroups } from './detection/entity-groups.js';

const REPLACEMENT = '[secret]';
/** What a provider says of a failure is shorter; of anything longer, the rest is left out. */
const LONGEST = 65_536;

/** Takes out what redactors know as secrets, e.g. of a provider's "Incorrect API key provided: sk-…". */
@Injectable()
export class SecretScrubber extends TextScrubber {
  constructor(private readonly plugins: PluginRegistry) {
    super();
  }

  override scrub(text: string): string {
    const redactors = this.plugins.all('redactor').filter((it) => it.groups?.secret !== undefined);
    const wanted = expandGroups(['secret'], redactors);
    const shown = text.slice(0, LONGEST);
    let result = '';
    let position = 0;
    const findings = redactors
      .flatMap((it) => it.find(shown, wanted))
      .filter(({ entity }) => wanted.has(entity))
      .sort((a, b) => a.start - b.start);
    for (const { start, end } of findings) {
      if (start >= position) result += shown.slice(position, start) + REPLACEMENT;
      position = Math.max(position, end);
    }
    return result + shown.slice(position);
  }
}
