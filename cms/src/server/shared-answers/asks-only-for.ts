import {
  getOperationAST,
  Kind,
  OperationTypeNode,
  parse,
  type DocumentNode,
  type SelectionSetNode,
} from 'graphql';

/** Far above what a page asks for. Payload itself sets no limit. */
const mostTokens = 5_000;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/**
 * Whether a GraphQL request is a query for nothing but these root fields. False as well for whatever is
 * no GraphQL request at all, and for a document that leaves open which of its operations is meant.
 */
export function asksOnlyFor(fields: ReadonlySet<string>, body: string): boolean {
  try {
    const request: unknown = JSON.parse(body);
    if (!isObject(request) || typeof request.query !== 'string') return false;
    const { operationName = null } = request;
    if (operationName !== null && typeof operationName !== 'string') return false;
    const document = parse(request.query, { maxTokens: mostTokens, noLocation: true });
    const operation = getOperationAST(document, operationName);
    if (operation?.operation !== OperationTypeNode.QUERY) return false;
    return rootFields(document, operation.selectionSet).every(
      (name) => fields.has(name) || name === '__typename',
    );
  } catch {
    // Neither JSON nor GraphQL: Payload says what is wrong with it.
    return false;
  }
}

/** What is selected, directly or by fragments. */
function rootFields(document: DocumentNode, root: SelectionSetNode): string[] {
  const names: string[] = [];
  const spread = new Set<string>();
  const visit = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) names.push(selection.name.value);
      else if (selection.kind === Kind.INLINE_FRAGMENT) visit(selection.selectionSet);
      else if (!spread.has(selection.name.value)) {
        spread.add(selection.name.value);
        for (const definition of document.definitions) {
          if (definition.kind !== Kind.FRAGMENT_DEFINITION) continue;
          if (definition.name.value === selection.name.value) visit(definition.selectionSet);
        }
      }
    }
  };
  visit(root);
  return names;
}
