import { type CustomDetection, customRecognisers } from '../detection/custom-recognisers.js';
import { SensitiveTextScanner } from '../detection/sensitive-text-scanner.js';
import { builtInRecognisers } from './built-in-recognisers.js';

/** A scanner for all that is built in, and what the application looks for. The scanning thread makes its own. */
export function builtInScanner(custom: CustomDetection): SensitiveTextScanner {
  return new SensitiveTextScanner([...builtInRecognisers, ...customRecognisers(custom)]);
}
