import type { PromptSample } from '../../contracts/prompt-classifier.js';
import { difficultyFeatures } from '../features/difficulty-features.js';
import { FeatureList, type Hashes } from '../features/feature-list.js';
import { systemFeatures, taskFeatures } from '../features/task-features.js';
import { Lexicon } from '../lexicon/lexicon.js';
import { INSTRUCTIONS } from '../prompt-reader.js';
import { excerpt } from '../text/excerpt.js';
import { TextScan } from '../text/text-scan.js';

type Text = Pick<PromptSample, 'text' | 'instructions'>;

/** The features of prompts as the classifier sees them, without duplicates. */
export class PromptFeatures {
  private readonly scan = new TextScan(new Lexicon());
  private readonly list = new FeatureList();

  /** Without words, only the lexicon's cues and the shape remain. */
  task({ text, instructions }: Text, withWords = true): Hashes {
    this.scan.scan(instructions.slice(0, INSTRUCTIONS));
    this.list.clear();
    const system = systemFeatures(this.scan, this.list, withWords);
    this.scan.scan(excerpt(text));
    taskFeatures(this.scan, system, this.list, withWords);
    return this.taken();
  }

  difficulty({ text }: Pick<Text, 'text'>): Hashes {
    this.scan.scan(excerpt(text));
    this.list.clear();
    difficultyFeatures(this.scan, this.list);
    return this.taken();
  }

  private taken(): Hashes {
    const { hashes, length, words } = this.list;
    const unique = Uint32Array.from(new Set(hashes.subarray(0, length)));
    return {
      hashes: unique,
      length: unique.length,
      words: new Set(hashes.subarray(0, words)).size,
    };
  }
}
