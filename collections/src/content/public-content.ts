import { formatNames, type CollectionConfig, type SanitizedConfig } from 'payload';

/**
 * For `custom` of a collection whose documents, as far as visitors may read them, are the same for every
 * visitor: what is answered to one who is not signed in may be answered to the next.
 */
export const publicContent = { publicContent: true } as const;

export const isPublicContent = ({ custom }: Pick<CollectionConfig, 'custom'>): boolean =>
  (custom as Partial<typeof publicContent> | undefined)?.publicContent === true;

/** The root fields of Payload's GraphQL that ask for public content, such as `PageSections`. */
export function publicContentFields({
  collections,
}: Pick<SanitizedConfig, 'collections'>): ReadonlySet<string> {
  return new Set(
    collections.filter(isPublicContent).flatMap(({ slug }) => {
      // As Payload makes them: a name without a plural of its own gets `all` before it.
      const { plural, singular } = formatNames(slug);
      const many = plural === singular ? `all${plural}` : plural;
      return [singular, many, `count${many}`];
    }),
  );
}
