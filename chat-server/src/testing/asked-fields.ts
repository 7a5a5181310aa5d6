import {
  buildSchema,
  isObjectType,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type GraphQLSchema,
} from 'graphql';

/** Which fields of a schema some documents ask for, with which arguments: as `Room.messages(first)`. */
export class AskedFields {
  readonly #schema: GraphQLSchema;
  readonly #asked = new Set<string>();

  constructor(typeDefs: string) {
    this.#schema = buildSchema(typeDefs);
  }

  note(document: string): void {
    const types = new TypeInfo(this.#schema);
    visit(
      parse(document),
      visitWithTypeInfo(types, {
        Field: ({ arguments: given = [], name }) => {
          const field = `${types.getParentType()?.name ?? ''}.${name.value}`;
          this.#asked.add(field);
          for (const argument of given) this.#asked.add(`${field}(${argument.name.value})`);
        },
      }),
    );
  }

  /** What nothing has asked for yet. */
  get missing(): string[] {
    const all = Object.values(this.#schema.getTypeMap()).flatMap((type) => {
      if (!isObjectType(type) || type.name.startsWith('__')) return [];
      return Object.values(type.getFields()).flatMap(({ args, name }) => [
        `${type.name}.${name}`,
        ...args.map((argument) => `${type.name}.${name}(${argument.name})`),
      ]);
    });
    return all.filter((field) => !this.#asked.has(field));
  }
}
