import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ConfigurationError } from '../../contracts/errors/configuration-error.js';
import { messageOf } from '../message-of.js';
import { FEATURES } from '../features/salt.js';
import type { ClassifierModel, DenseWeights } from './classifier-model.js';
import type { HeadWeights } from './linear-head.js';
import {
  packFloat32,
  packInt8,
  packUint32,
  unpackFloat32,
  unpackInt8,
  unpackUint32,
} from './packed-numbers.js';

const FORMAT = 'nestjs-llm-router/classifier';
const VERSION = 1;

const share = z.number().min(0).max(1);
const numbers = z.array(z.number());
const packed = z.string().regex(/^[A-Za-z0-9+/]*={0,2}$/, 'must be base64');

const hashed = z.object({
  classes: z.array(z.string()).min(1),
  keys: packed,
  weights: packed,
  scale: numbers,
  bias: numbers,
});

const dense = z.object({
  classes: z.array(z.string()).min(1),
  dimensions: z.number().int().positive(),
  weights: packed,
  bias: numbers,
});

const heads = <T extends z.ZodType>(weights: T) => ({
  task: z.object({ weights, sharpness: z.number().positive(), threshold: share }).optional(),
  cheap: z
    .object({
      weights,
      platt: z.object({ slope: z.number(), offset: z.number() }),
      domain: z.object({
        languages: z.array(z.string()),
        tasks: z.array(z.string()),
        knownShare: share,
      }),
    })
    .optional(),
});

const schema = z.object({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  features: z.literal(FEATURES),
  ...heads(hashed),
  embedding: z.object({ model: z.string(), ...heads(dense) }).optional(),
});

/** A model as the training command writes it: JSON, with all numbers that are many in base64. */
export function modelToJson(
  model: ClassifierModel,
  notes: Readonly<Record<string, unknown>> = {},
): string {
  const { task, cheap, embedding } = model;
  return JSON.stringify({
    format: FORMAT,
    version: VERSION,
    features: FEATURES,
    ...notes,
    task: task && { ...task, weights: packHashed(task.weights) },
    cheap: cheap && { ...cheap, weights: packHashed(cheap.weights) },
    embedding: embedding && {
      model: embedding.model,
      task: embedding.task && { ...embedding.task, weights: packDense(embedding.task.weights) },
      cheap: embedding.cheap && { ...embedding.cheap, weights: packDense(embedding.cheap.weights) },
    },
  });
}

/** Throws a `ConfigurationError` that names the file, the field and what is legal. */
export function loadModel(path: string): ClassifierModel {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new ConfigurationError(
      `The classifier model ${path} cannot be read: ${messageOf(error)}.`,
    );
  }
  return parseModel(text, path);
}

/** `name` is where the text came from, for messages. */
export function parseModel(text: string, name: string): ClassifierModel {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new ConfigurationError(`The classifier model ${name} is not JSON.`);
  }
  const { data, error } = schema.safeParse(json);
  if (data === undefined) {
    const issue = error.issues[0];
    const field = issue?.path.join('.') || 'the file';
    throw new ConfigurationError(
      `The classifier model ${name} does not fit this version: ${field}: ${issue?.message}. Train it again with "llm-router train".`,
    );
  }
  const { task, cheap, embedding } = data;
  return {
    ...(task && { task: { ...task, weights: unpackHashed(task.weights, name, 'task') } }),
    ...(cheap && { cheap: { ...cheap, weights: unpackHashed(cheap.weights, name, 'cheap') } }),
    ...(embedding && {
      embedding: {
        model: embedding.model,
        ...(embedding.task && {
          task: { ...embedding.task, weights: unpackDense(embedding.task.weights, name) },
        }),
        ...(embedding.cheap && {
          cheap: { ...embedding.cheap, weights: unpackDense(embedding.cheap.weights, name) },
        }),
      },
    }),
  };
}

function packHashed({ keys, weights, ...rest }: HeadWeights): z.infer<typeof hashed> {
  return {
    classes: [...rest.classes],
    keys: packUint32(keys),
    weights: packInt8(weights),
    scale: [...rest.scale],
    bias: [...rest.bias],
  };
}

function packDense({ weights, classes, dimensions, bias }: DenseWeights): z.infer<typeof dense> {
  return { classes: [...classes], dimensions, weights: packFloat32(weights), bias: [...bias] };
}

function unpackHashed(it: z.infer<typeof hashed>, name: string, field: string): HeadWeights {
  const keys = unpackUint32(it.keys);
  const weights = unpackInt8(it.weights);
  const count = it.classes.length;
  checkSize(weights.length, keys.length * count, name, `${field}.weights`);
  checkSize(it.scale.length, count, name, `${field}.scale`);
  checkSize(it.bias.length, count, name, `${field}.bias`);
  return { ...it, keys, weights };
}

function unpackDense(it: z.infer<typeof dense>, name: string): DenseWeights {
  const weights = unpackFloat32(it.weights);
  checkSize(weights.length, it.dimensions * it.classes.length, name, 'embedding weights');
  checkSize(it.bias.length, it.classes.length, name, 'embedding bias');
  return { ...it, weights };
}

function checkSize(actual: number, expected: number, name: string, field: string): void {
  if (actual === expected) return;
  throw new ConfigurationError(
    `The classifier model ${name} is damaged: ${field} holds ${actual} numbers, not ${expected}.`,
  );
}
