import type { PageSection } from '@coco-chat/collections';

import type { InBothLanguages, Translated } from './languages';

/** One section of the landing page, as it is written here. */
export interface SeededSection {
  key: string;
  title: Translated<string>;
  content: InBothLanguages<PageSection['content']>;
}
