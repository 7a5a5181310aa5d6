import { QueryError, type CollectionBeforeOperationHook, type FlattenedField } from 'payload';

import { isPublicContent } from '../content/public-content';
import { staffRoles } from '../people/roles';
import { hasRole } from './has-role';
import { conditionsOf, segmentsOf, sortsOf, type Query } from './query-paths';

/** What every collection can be searched and sorted by. */
const always = ['id', 'createdAt', 'updatedAt', '_status', '_order'];

/** What an index answers. */
const operators = new Set([
  'equals',
  'in',
  'greater_than',
  'greater_than_equal',
  'less_than',
  'less_than_equal',
]);

/** How many documents are read at a time. */
const largestPage = 100;

/**
 * Lets people ask, by any API, only for what an index answers, and for a page of it. The conditions that
 * Payload takes from everybody (parts of texts, fields of related documents) would read whole collections.
 * Of public content, which is little, every field of its own may be asked for. Staff search in the admin
 * panel as they like.
 *
 * @throws QueryError
 */
export const keepQueriesCheap: CollectionBeforeOperationHook = ({ args, collection, req }) => {
  const query = args as Query;
  if (query.overrideAccess || req.payloadAPI === 'local') return undefined;
  if (hasRole(req.user, ...staffRoles)) return undefined;
  const isFew = isPublicContent(collection);
  const indexed = new Set([...always, ...collection.flattenedFields.filter(isIndexed).map(nameOf)]);
  const refused = [
    ...conditionsOf(query.where)
      .filter((asked) => !indexed.has(asked.path) || asked.operators.some(isExpensive))
      .map(({ path }) => path),
    ...[...sortsOf(query), ...(query.field ? [query.field] : [])].filter(
      (path) => !indexed.has(path.replace(/^-/, '')),
    ),
  ].filter((path) => !isFew || leadsElsewhere(path));
  if (refused.length > 0) throw new QueryError(refused.map((path) => ({ path })));
  // Those that Payload reads for a document that names them come by their ids.
  const isByIds = Array.isArray((query.where?.id as { in?: unknown } | undefined)?.in);
  const isWhole = query.limit === 0 || (query.limit === undefined && query.pagination === false);
  if (isByIds || !(isWhole || (query.limit ?? 0) > largestPage)) return undefined;
  return { ...args, limit: largestPage };
};

const isIndexed = (field: FlattenedField): boolean =>
  ('index' in field && field.index) || ('unique' in field && field.unique);

/** Whether a path goes on in other documents, or parts of the same. */
const leadsElsewhere = (path: string): boolean => segmentsOf(path).length > 1;

const nameOf = ({ name }: FlattenedField): string => name;

const isExpensive = (operator: string): boolean => !operators.has(operator);
