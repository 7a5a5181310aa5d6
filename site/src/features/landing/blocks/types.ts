import type { LandingSectionsQuery } from '../../../apollo/generated/cms';

export type Section = NonNullable<LandingSectionsQuery['PageSections']>['docs'][number];
export type Block = Section['content'][number];

/** The content of one kind of block, such as `BlockOf<'HeroBlock'>`. */
export type BlockOf<Name extends Block['__typename']> = Extract<Block, { __typename: Name }>;
