import { jsonFromSchema } from './json-from-schema.js';

describe('jsonFromSchema', () => {
  it.each([
    [{ type: 'string' }, 'simulated value'],
    [{ type: 'string', maxLength: 3 }, 'sim'],
    [{ type: 'string', minLength: 18 }, 'simulated value...'],
    [{ type: 'string', format: 'date' }, '2024-01-02'],
    [{ enum: ['b', 'a'] }, 'b'],
    [{ const: 4 }, 4],
    [{ type: 'integer' }, 1],
    [{ type: 'integer', exclusiveMinimum: 4 }, 5],
    [{ type: 'integer', maximum: -3 }, -3],
    [{ type: 'integer', multipleOf: 5 }, 5],
    [{ type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1 }, 0.75],
    [{ type: 'boolean' }, true],
    [{ type: ['null', 'integer'] }, 1],
    [{ type: 'null' }, null],
    [{ type: 'array', items: { type: 'integer' }, minItems: 2 }, [1, 1]],
    [{ type: 'array', prefixItems: [{ type: 'integer' }, { type: 'boolean' }] }, [1, true]],
    [{ anyOf: [{ type: 'integer' }, { type: 'null' }] }, 1],
    [{ type: 'object', additionalProperties: { type: 'integer' } }, { key: 1 }],
    [{ type: 'object', required: ['a'] }, { a: 'simulated a' }],
    [{}, 'simulated value'],
  ])('%j', (schema, expected) => {
    expect(jsonFromSchema(schema)).toEqual(expected);
  });

  it('follows references and merges', () => {
    const schema = {
      $defs: { id: { type: 'integer', minimum: 3 } },
      allOf: [
        { type: 'object', properties: { id: { $ref: '#/$defs/id' } }, required: ['id'] },
        { properties: { on: { type: 'boolean' } } },
      ],
    };
    expect(jsonFromSchema(schema)).toEqual({ id: 3, on: true });
  });

  it('comes to an end with schemas that contain themselves', () => {
    const node = {
      type: 'object',
      properties: {
        value: { type: 'integer' },
        next: { anyOf: [{ $ref: '#' }, { type: 'null' }] },
        children: { type: 'array', items: { $ref: '#' } },
      },
      required: ['value', 'next', 'children'],
    };
    const text = JSON.stringify(jsonFromSchema(node));
    expect(text.length).toBeLessThan(5_000);
    expect(text).toContain('"next":null');
  });
});
