import { ModelDirectory } from '../contracts/model-directory.js';
import { ConfiguredModelDirectory } from './configured-model-directory.js';

export const catalogProviders = [{ provide: ModelDirectory, useClass: ConfiguredModelDirectory }];
