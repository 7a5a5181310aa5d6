import type { Where } from 'payload';

/** What is asked of a collection, as far as it names fields. */
export interface Query {
  overrideAccess?: boolean;
  where?: Where;
  sort?: string | string[];
  field?: string;
  limit?: number;
  pagination?: boolean;
}

export const segmentsOf = (path: string): string[] => path.replace(/^-/, '').split(/\.|__/);

/** The paths that a query is sorted by, each with its minus. */
export const sortsOf = ({ sort }: Query): string[] =>
  [sort ?? []].flat().flatMap((paths) => paths.split(','));

/** The paths that a query has conditions on. */
export const pathsOf = (where: Where | undefined): string[] =>
  conditionsOf(where).map(({ path }) => path);

/** What a query asks of each path: the operators. */
export const conditionsOf = (where: Where | undefined): { path: string; operators: string[] }[] =>
  Object.entries(where ?? {}).flatMap(([path, condition]) =>
    Array.isArray(condition)
      ? condition.flatMap((part) => conditionsOf(part))
      : [{ path, operators: Object.keys(condition) }],
  );
