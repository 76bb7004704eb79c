import type { Finding } from '../../contracts/redactor.js';
import { fold } from './fold.js';
import type { AnyRecogniser } from './recogniser.js';
import { RecogniserIndex } from './recogniser-index.js';
import { reveal } from './reveal.js';
import { TextPass } from './text-pass.js';

/** Finds what any of its recognisers finds, all of them together, in time that grows with the text and no faster. */
export class SensitiveTextScanner {
  private readonly index: RecogniserIndex;

  constructor(recognisers: readonly AnyRecogniser[]) {
    this.index = new RecogniserIndex(recognisers);
  }

  get entities(): readonly string[] {
    return this.index.entities;
  }

  /**
   * Findings may overlap: a number may be valid in two countries. `wanted` names the entities that are asked for;
   * without it all are, but for those that are found by name only.
   */
  find(text: string, wanted?: ReadonlySet<string>): readonly Finding[] {
    const findings = this.pass(text, wanted);
    const revealed = reveal(text);
    if (revealed === undefined) return findings;
    for (const { entity, score, ...span } of this.pass(revealed.text, wanted)) {
      const original = revealed.original(span);
      if (original !== undefined) findings.push({ entity, score, ...original });
    }
    return findings;
  }

  private pass(text: string, wanted: ReadonlySet<string> | undefined): Finding[] {
    return new TextPass(this.index, fold(text), wanted).run();
  }
}
