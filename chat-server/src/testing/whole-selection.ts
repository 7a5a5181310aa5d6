import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isObjectType,
  isUnionType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
} from 'graphql';

/**
 * Every field of a type, and of the types it leads to, each type once on the way. So a field that is
 * added to the schema is asked for without a word here.
 */
export function wholeSelection(type: GraphQLNamedType, seen: readonly string[] = []): string {
  if (isUnionType(type)) {
    const parts = type
      .getTypes()
      .map((part) => `... on ${part.name} ${wholeSelection(part, seen)}`);
    return `{ __typename ${parts.join(' ')} }`;
  }
  if (!isObjectType(type)) return '';
  const onTheWay = [...seen, type.name];
  const fields = Object.values(type.getFields()).flatMap((field) => {
    const inner = getNamedType(field.type);
    if (onTheWay.includes(inner.name)) return [];
    // Lists within an event or a list item would be long; they are asked for by themselves.
    if (seen.length > 0 && inner.name.endsWith('Connection')) return [];
    return [`${field.name} ${wholeSelection(inner, onTheWay)}`];
  });
  return fields.length > 0 ? `{ ${fields.join(' ')} }` : '{ __typename }';
}

/** A document that calls one root field with whatever fits its arguments, by name. */
export function callOf(
  operation: 'query' | 'mutation' | 'subscription',
  field: GraphQLField<unknown, unknown>,
  values: Readonly<Record<string, unknown>>,
): string {
  const given = field.args
    .map(({ name, type }) => [name, literal(type, values, name)] as const)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}: ${value ?? ''}`);
  const args = given.length > 0 ? `(${given.join(', ')})` : '';
  return `${operation} { ${field.name}${args} ${wholeSelection(getNamedType(field.type))} }`;
}

/** The value of this name, as a literal; null where there is none. */
function literal(
  type: GraphQLInputType,
  values: Readonly<Record<string, unknown>>,
  name: string,
): string | null {
  const inner = getNamedType(type);
  if (isInputObjectType(inner)) {
    const fields = Object.values(inner.getFields()).flatMap((field) => {
      const value = literal(field.type, values, field.name);
      return value === null ? [] : [`${field.name}: ${value}`];
    });
    return `{ ${fields.join(', ')} }`;
  }
  const value = values[name];
  if (value === undefined) return null;
  if (isEnumType(inner)) return inner.getValues()[0]?.name ?? null;
  return JSON.stringify(value);
}
