import type { RichTextBlock } from '@coco-chat/collections';

type Content = RichTextBlock['content'];
type Node = Content['root']['children'][number];

const element = { version: 1, format: '', indent: 0, direction: 'ltr' } as const;

const words = (text: string): Node => ({
  type: 'text',
  version: 1,
  text,
  detail: 0,
  format: 0,
  mode: 'normal',
  style: '',
});

/** A heading of the second level. */
export const heading = (text: string): Node => ({
  ...element,
  type: 'heading',
  tag: 'h2',
  children: [words(text)],
});

export const paragraph = (text: string): Node => ({
  ...element,
  type: 'paragraph',
  textFormat: 0,
  textStyle: '',
  children: [words(text)],
});

/** A numbered list. */
export const steps = (...items: string[]): Node => ({
  ...element,
  type: 'list',
  tag: 'ol',
  listType: 'number',
  start: 1,
  children: items.map((item, index) => ({
    ...element,
    type: 'listitem',
    value: index + 1,
    children: [words(item)],
  })),
});

/** A text as the rich text editor stores it. */
export const richText = (...children: Node[]): Content => ({
  root: { ...element, type: 'root', children },
});
