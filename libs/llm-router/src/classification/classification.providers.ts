import { LocalClassifier } from './local-classifier.js';

export const classificationProviders = [
  { provide: LocalClassifier, useFactory: (): LocalClassifier => new LocalClassifier() },
];
