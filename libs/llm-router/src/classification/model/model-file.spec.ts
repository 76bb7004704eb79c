import { ConfigurationError } from '../../contracts/errors/configuration-error.js';
import type { ClassifierModel } from './classifier-model.js';
import { modelToJson, parseModel } from './model-file.js';

const domain = { languages: ['en'], tasks: ['knowledge'], knownShare: 0.25 };
const platt = { slope: 2, offset: -1 };
const model: ClassifierModel = {
  task: {
    weights: {
      classes: ['a', 'b'],
      keys: Uint32Array.of(1, 0xffffffff),
      weights: Int8Array.of(1, -2, 127, -127),
      scale: [0.5, 0.25],
      bias: [0.125, 0],
    },
    sharpness: 1.5,
    threshold: 0.5,
  },
  embedding: {
    model: 'small',
    cheap: {
      weights: {
        classes: ['strong', 'cheap'],
        dimensions: 2,
        weights: Float32Array.of(1, -1, 0.5, -0.5),
        bias: [0, 1],
      },
      platt,
      domain,
    },
  },
};

it('reads what it wrote', () => {
  expect(parseModel(modelToJson(model), 'm')).toEqual(model);
  expect(modelToJson(parseModel(modelToJson(model), 'm'))).toBe(modelToJson(model));
});

const altered = (change: (json: Record<string, never>) => void): string => {
  const json = JSON.parse(modelToJson(model)) as Record<string, never>;
  change(json);
  return JSON.stringify(json);
};

it.each<[string, string, RegExp]>([
  ['text', 'hello', /model\.json is not JSON/],
  ['other JSON', '{}', /does not fit this version: format: /],
  [
    'a later version',
    altered((json) => Object.assign(json, { version: 2 })),
    /version: .*Train it again/,
  ],
  [
    'other features',
    altered((json) => Object.assign(json, { features: 99 })),
    /features: .*Train it again/,
  ],
  [
    'a threshold beyond 1',
    altered((json) => Object.assign(json.task!, { threshold: 2 })),
    /task\.threshold/,
  ],
  [
    'too few weights',
    altered((json) => Object.assign(json.task!['weights'], { weights: 'AQ==' })),
    /is damaged: task\.weights holds 1 numbers, not 4/,
  ],
  [
    'weights that are no numbers',
    altered((json) => Object.assign(json.task!['weights'], { keys: '%%' })),
    /task\.weights\.keys: must be base64/,
  ],
])('refuses %s, and says why', (_what, text, message) => {
  const parse = () => parseModel(text, 'model.json');
  expect(parse).toThrow(ConfigurationError);
  expect(parse).toThrow(message);
});
