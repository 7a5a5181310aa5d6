import { readFileSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, test } from '@jest/globals';
import {
  buildSchema,
  findBreakingChanges,
  findDangerousChanges,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  type GraphQLSchema,
} from 'graphql';

const read = (name: string): GraphQLSchema =>
  buildSchema(readFileSync(path.join(import.meta.dirname, '../..', name), 'utf8'));

const contract = read('contract.graphql');
const schema = read('schema.graphql');

/** What is allowed although a client might notice: additions that the contract invites. */
const additions = new Set([
  'TYPE_ADDED_TO_UNION',
  'VALUE_ADDED_TO_ENUM',
  'OPTIONAL_ARG_ADDED',
  'OPTIONAL_INPUT_FIELD_ADDED',
  'IMPLEMENTED_INTERFACE_ADDED',
]);

describe('the schema against its contract', () => {
  test('nothing of the contract was changed or removed', () => {
    expect(findBreakingChanges(contract, schema)).toEqual([]);
    expect(
      findDangerousChanges(contract, schema).filter(({ type }) => !additions.has(type)),
    ).toEqual([]);
  });

  test('no nullable field became non-null, nor the other way round', () => {
    // To graphql a field that becomes non-null is no breaking change; to this contract it is one.
    expect(fieldTypes(schema)).toMatchObject(fieldTypes(contract));
  });

  test('the comparison notices what it is there for', () => {
    const changed = buildSchema('type Query { rooms: Int! }');
    expect(findBreakingChanges(contract, changed).length).toBeGreaterThan(0);
  });
});

/** `Type.field` → its type as written, arguments included. */
function fieldTypes(of: GraphQLSchema): Record<string, string> {
  const types: Record<string, string> = {};
  for (const [name, type] of Object.entries(of.getTypeMap())) {
    if (name.startsWith('__')) continue;
    if (isInputObjectType(type)) {
      for (const field of Object.values(type.getFields())) {
        types[`${name}.${field.name}`] = String(field.type);
      }
    } else if (isObjectType(type) || isInterfaceType(type)) {
      for (const field of Object.values(type.getFields())) {
        types[`${name}.${field.name}`] = String(field.type);
        for (const arg of field.args) {
          types[`${name}.${field.name}(${arg.name})`] = String(arg.type);
        }
      }
    }
  }
  return types;
}
