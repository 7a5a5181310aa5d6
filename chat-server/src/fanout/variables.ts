import { TypeInfo, visit, visitWithTypeInfo, type DocumentNode, type ExecutionArgs } from 'graphql';

const known = new WeakMap<DocumentNode, readonly string[]>();

/**
 * The variables by which what a subscription's events are executed to may differ: all but those that say
 * which events, which are the arguments of the root field alone. Without them whoever comes back from
 * another position would be told by an execution of their own from then on.
 */
export function variablesOf({ document, schema }: ExecutionArgs): readonly string[] {
  const before = known.get(document);
  if (before) return before;
  const names = new Set<string>();
  const types = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(types, {
      Field: (field) =>
        types.getParentType() === schema.getSubscriptionType()
          ? { ...field, arguments: [] }
          : undefined,
      VariableDefinition: () => false,
      Variable: ({ name }) => void names.add(name.value),
    }),
  );
  const variables = [...names].sort();
  known.set(document, variables);
  return variables;
}
